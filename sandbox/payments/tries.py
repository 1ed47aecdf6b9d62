"""Limits on numbers typed, other people's member numbers and receipt numbers that are nobody's, and on SMS asked for again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from sandbox.payment_tables import PaymentTry
from sandbox.policy.problems import Refusal

# Each number typed counts once a day: changing the months of somebody's payment is not looking at another one.
PER_DAY = {"member": 10, "receipt": 20, "again": 5}
DAY = timedelta(days=1)
Kind = Literal["member", "receipt", "again"]


def count(sql: Session, kind: Kind, msisdn: str, typed: str, now: datetime) -> Refusal | None:
    """Writes the number down, and says whether it is one too many; a refused one is not counted again."""
    recent = _recent(kind, msisdn, now)
    if sql.scalar(select(PaymentTry.id).where(*recent, PaymentTry.typed == typed).limit(1)) is not None:
        return None
    return count_each(sql, kind, msisdn, typed, now)


def count_each(sql: Session, kind: Kind, msisdn: str, typed: str, now: datetime) -> Refusal | None:
    """The same, where each time counts."""
    tries, first = sql.execute(select(func.count(), func.min(PaymentTry.at)).where(*_recent(kind, msisdn, now))).one()
    if tries >= PER_DAY[kind]:
        return Refusal("rate_limited", retry_after=max(1, int((first + DAY - now).total_seconds()) + 1), scope="caller")
    sql.add(PaymentTry(kind=kind, msisdn=msisdn, typed=typed, at=now))
    return None


def _recent(kind: Kind, msisdn: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return PaymentTry.kind == kind, PaymentTry.msisdn == msisdn, PaymentTry.at > now - DAY
