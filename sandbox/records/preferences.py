"""The language of a number and the preferences of a member."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sandbox.tables import Person
from sandbox.traffic_tables import NumberPreference

_KEPT = select(NumberPreference).where(NumberPreference.msisdn == bindparam("msisdn"))


def language(sql: Session, msisdn: str, person: Person | None) -> tuple[str | None, str | None]:
    """Language and script: the member's own, else the number's, which is also nobody's."""
    if person and person.language:
        return person.language, person.script
    kept = sql.scalar(_KEPT, {"msisdn": msisdn})
    return (kept.language, kept.script) if kept else (None, None)


def keep_language(sql: Session, msisdn: str, person: Person | None, changes: dict[str, str]) -> None:
    """For both: the next dial from this number begins before a member is chosen."""
    row = sql.scalar(_KEPT, {"msisdn": msisdn})
    if row is None:
        row = NumberPreference(msisdn=msisdn)
        sql.add(row)
    for place in [row, *([person] if person else [])]:
        for field, value in changes.items():
            setattr(place, field, value)
