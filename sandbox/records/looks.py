"""The access log: every look at a record is one row, in the same transaction as the look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from sandbox.reference_tables import table_of
from sandbox.traffic_tables import AccessEntry, CallerSession

_WRITE = insert(table_of(AccessEntry))


def write_look(sql: Session, session: CallerSession, person_id: int | None, who: str, what: str, purpose: str, at: datetime) -> None:
    entry = {"person_id": person_id, "at": at, "who": who, "msisdn": session.msisdn, "channel": session.channel}
    sql.connection().execute(_WRITE, {**entry, "purpose": purpose, "what": what})


def looks_at(sql: Session, person_id: int, before: int | None, limit: int) -> Sequence[AccessEntry]:
    """Newest first, older than the entry `before`."""
    wanted = select(AccessEntry).where(AccessEntry.person_id == person_id).order_by(AccessEntry.id.desc()).limit(limit)
    return sql.scalars(wanted if before is None else wanted.where(AccessEntry.id < before)).all()
