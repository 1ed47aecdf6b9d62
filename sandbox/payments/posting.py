"""Money received becomes a receipt and months on their way; posted, the months count."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.moments import day_in_laos
from sandbox.payment_tables import PaymentOrder, Receipt
from sandbox.payments.machine import announce, machine_now, move
from sandbox.policy.references import new_reference
from sandbox.records import people
from sandbox.rules.months import last_day, month, period
from sandbox.rules.profile import Profile
from sandbox.tables import Contribution, Membership, Person

ON_ITS_WAY = "paid_not_posted"
UNPAID = frozenset({"missing", "declared_unpaid", "disputed"})


def periods_of(order: PaymentOrder) -> list[str]:
    return [period(value) for value in range(month(order.first_period), month(order.last_period) + 1)]


def receive(sql: Session, order: PaymentOrder, profiles: dict[str, Profile], transaction: str, now: datetime) -> bool:
    """False when the order is paid already, or may not be."""
    if not move(sql, order.id, "paid", "wallet_completed", now, paid_at=now, wallet_reference=transaction, due_at=order.post_after_real):
        return False
    sql.add(Receipt(no=new_reference(), order_id=order.id, issued_at=now))
    membership = voluntary(sql, order.person_id)
    wage = _wage(sql, order, membership, profiles, now)
    for key in periods_of(order):
        row = _unpaid(sql, order.person_id, key) or Contribution(person_id=order.person_id, period=key, member_class="voluntary")
        row.scheme = membership.scheme if membership else "la_voluntary"
        row.state, row.paid_on, row.wage = ON_ITS_WAY, day_in_laos(now), wage
        row.amount = str(Decimal(order.amount) // order.months)
        sql.add(row)
    return True


def post(sql: Session, order: PaymentOrder, now: datetime) -> bool:
    if not move(sql, order.id, "posted", "months_posted", now, posted_at=now):
        return False
    waiting = Contribution.person_id == order.person_id, Contribution.state == ON_ITS_WAY, Contribution.period.in_(periods_of(order))
    for row in sql.scalars(select(Contribution).where(*waiting)):
        row.state, row.posted_on = "posted", day_in_laos(now)
    membership = voluntary(sql, order.person_id)
    if membership and membership.until:
        membership.until = max(membership.until, last_day(month(order.last_period)))
    announce(sql, order.id, "contribution.posted", now, machine_now())
    return True


def voluntary(sql: Session, person_id: int) -> Membership | None:
    """The newest voluntary membership, also one that is over."""
    return next((row for row in people.memberships(sql, person_id) if row.member_class == "voluntary"), None)


def _unpaid(sql: Session, person_id: int, key: str) -> Contribution | None:
    wanted = Contribution.person_id == person_id, Contribution.period == key, Contribution.state.in_(UNPAID)
    return sql.scalar(select(Contribution).where(*wanted, Contribution.employer_id.is_(None)).limit(1))


def _wage(sql: Session, order: PaymentOrder, membership: Membership | None, profiles: dict[str, Profile], now: datetime) -> str | None:
    """The income the contribution stands for: what benefits are reckoned from."""
    person = sql.get(Person, order.person_id)
    if membership is None or person is None:
        return None
    scheme = profiles[person.profile].scheme(membership.scheme, day_in_laos(now))
    if scheme is None or not scheme.member_percent:
        return None
    return str((Decimal(order.amount) / order.months * 100 / Decimal(str(scheme.member_percent))).quantize(Decimal(1)))
