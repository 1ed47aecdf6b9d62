"""Cases: a number for everything somebody asked, until it is answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sandbox.caller import Caller
from sandbox.policy.problems import Refusal
from sandbox.records.numbers import unused_reference
from sandbox.traffic_tables import CaseRow

PER_DAY = 10
OPEN = frozenset({"received", "in_progress"})


def open_case(caller: Caller, kind: str, *, text: str | None = None, language: str | None = None, about: str | None = None,
              periods: list[str] | None = None) -> CaseRow:  # fmt: skip
    since = caller.now - timedelta(days=1)
    asked = CaseRow.msisdn == caller.session.msisdn, CaseRow.opened_at > since
    if (caller.sql.scalar(select(func.count()).where(*asked)) or 0) >= PER_DAY:
        raise Refusal("rate_limited", retry_after=86_400, scope="caller")
    case = CaseRow(
        ref=unused_reference(caller.sql, CaseRow.ref),
        kind=kind,
        state="received",
        msisdn=caller.session.msisdn,
        person_id=caller.person.id if caller.person else None,
        # PostgreSQL takes no NUL in a text.
        text=text.replace("\0", "") if text else None,
        language=language,
        about_ref=about,
        periods=periods or [],
        opened_at=caller.now,
        updated_at=caller.now,
    )
    caller.sql.add(case)
    return case


def undeliverable_case(sql: Session, msisdn: str, failures: int, now: datetime) -> CaseRow:
    """The one that is open about the number, or a new one; whose number it is the desk finds out."""
    mine = CaseRow.msisdn == msisdn, CaseRow.kind == "phone", CaseRow.state.in_(OPEN)
    known = sql.scalars(select(CaseRow).where(*mine).order_by(CaseRow.opened_at)).first()
    if known is not None:
        return known
    text = f"{failures} SMS in a row did not arrive."
    ref = unused_reference(sql, CaseRow.ref)
    case = CaseRow(ref=ref, kind="phone", state="received", msisdn=msisdn, text=text, periods=[], opened_at=now, updated_at=now)
    sql.add(case)
    sql.flush()
    return case


def by_reference(caller: Caller, ref: str) -> CaseRow:
    """By exact number from any phone: it tells no more than where the case stands."""
    row = caller.sql.get(CaseRow, ref) if ref.isascii() and ref.isdigit() else None
    if row is None:
        raise Refusal("not_found")
    return row
