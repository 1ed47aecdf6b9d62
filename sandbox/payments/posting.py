"""Money received becomes a receipt and months on their way; posted, the months count."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from sandbox.moments import day_in_laos
from sandbox.payment_tables import PaymentOrder, PaymentQuote, Receipt
from sandbox.payments.machine import NUMBERS, announce, machine_now, move
from sandbox.records import people
from sandbox.records.numbers import unused_reference
from sandbox.reference_tables import table_of
from sandbox.rules.months import last_day, month, period
from sandbox.rules.profile import Profile
from sandbox.tables import Contribution, Membership

ON_ITS_WAY = "paid_not_posted"
MONTHS_TOLD_AFTER = timedelta(seconds=2)
UNPAID = frozenset({"missing", "declared_unpaid", "disputed"})

_MONTHS = table_of(Contribution)
_RECEIPT = insert(table_of(Receipt))
_OF_PERSON = _MONTHS.c.person_id == bindparam("person")
_UNPAID = (
    select(_MONTHS.c.id)
    .where(_OF_PERSON, _MONTHS.c.period == bindparam("month"), _MONTHS.c.state.in_(sorted(UNPAID)), _MONTHS.c.employer_id.is_(None))
    .limit(1)
)
_NEW = insert(_MONTHS)
_SETTLE = update(_MONTHS).where(_MONTHS.c.id == bindparam("row"))
_POST = update(_MONTHS).where(_OF_PERSON, _MONTHS.c.state == ON_ITS_WAY, _MONTHS.c.period.in_(bindparam("months", expanding=True)))


def periods_of(row: PaymentOrder | PaymentQuote) -> list[str]:
    return [period(value) for value in range(month(row.first_period), month(row.last_period) + 1)]


def settle(
    sql: Session, order: PaymentOrder, profiles: dict[str, Profile], transaction: str, now: datetime, cause: str = "wallet_completed"
) -> bool:
    """Received, and posted unless that is put off: both moves are written down, and nobody need come back for the second.
    False when the order is paid already, or may not be."""
    if not _receive(sql, order, profiles, transaction, now, cause):
        return False
    if not is_waiting(order):
        post(sql, order, now)
    return True


def is_waiting(order: PaymentOrder) -> bool:
    return order.post_after_real is not None and order.post_after_real > machine_now()


def _receive(sql: Session, order: PaymentOrder, profiles: dict[str, Profile], transaction: str, now: datetime, cause: str) -> bool:
    money = {"wallet_reference": transaction, "failure": None}
    if not move(sql, order.id, "paid", cause, now, later=order.post_after_real, pushing=False, paid_at=now, **money):
        return False
    sql.connection().execute(_RECEIPT, {"no": unused_reference(sql, *NUMBERS), "order_id": order.id, "issued_at": now})
    membership = voluntary(sql, order.person_id)
    wage = _wage(sql, order, membership, profiles, now)
    scheme = membership.scheme if membership else "la_voluntary"
    paid = {"scheme": scheme, "state": ON_ITS_WAY, "paid_on": day_in_laos(now), "wage": wage}
    for key in periods_of(order):
        _enter(sql, order.person_id, key, {**paid, "amount": str(Decimal(order.amount) // order.months)})
    return True


def _enter(sql: Session, person_id: int, key: str, paid: dict[str, Any]) -> None:
    """Into the row of a month that is owed, else into a new one."""
    owed = sql.connection().execute(_UNPAID, {"person": person_id, "month": key}).scalar()
    if owed is None:
        sql.connection().execute(_NEW, {"person_id": person_id, "period": key, "member_class": "voluntary", **paid})
    else:
        sql.connection().execute(_SETTLE, {"row": owed, **paid})


def post(sql: Session, order: PaymentOrder, now: datetime) -> bool:
    if not move(sql, order.id, "posted", "months_posted", now, posted_at=now):
        return False
    posted = {"state": "posted", "posted_on": day_in_laos(now)}
    sql.connection().execute(_POST, {"person": order.person_id, "months": periods_of(order), **posted})
    membership = voluntary(sql, order.person_id)
    if membership and membership.until:
        membership.until = max(membership.until, last_day(month(order.last_period)))
    # Of the order itself "posted" is told at once; who heard of that and looked has no need to look for this as well.
    announce(sql, order.id, "contribution.posted", now, machine_now() + MONTHS_TOLD_AFTER)
    return True


def voluntary(sql: Session, person_id: int) -> Membership | None:
    """The newest voluntary membership, also one that is over."""
    return next((row for row in people.memberships(sql, person_id) if row.member_class == "voluntary"), None)


def _wage(sql: Session, order: PaymentOrder, membership: Membership | None, profiles: dict[str, Profile], now: datetime) -> str | None:
    """The income the contribution stands for: what benefits are reckoned from."""
    person = people.one(sql, order.person_id)
    if membership is None or person is None:
        return None
    scheme = profiles[person.profile].scheme(membership.scheme, day_in_laos(now))
    if scheme is None or not scheme.member_percent:
        return None
    return str((Decimal(order.amount) / order.months * 100 / Decimal(str(scheme.member_percent))).quantize(Decimal(1)))
