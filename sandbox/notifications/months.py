"""Months: one is due soon, or an employer let one pass."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from sandbox.months import due_on, last_closed, periods
from sandbox.notifications.news import Desk, News
from sandbox.payment_tables import PaymentPeriod
from sandbox.records import people
from sandbox.records.insurance import contributions
from sandbox.rules.months import Month, month_of, period
from sandbox.tables import Membership, Person

# Days before; of a wider window only the narrowest one that has begun is told.
BEFORE_DUE = (1, 7)
# Whoever has not heard by then has seen it elsewhere.
MISSED_DAYS = timedelta(days=14)
SETTLED = frozenset({"posted", "credited", "paid_not_posted"})
MISSED = frozenset({"missing", "declared_unpaid"})


def due_soon(desk: Desk, person: Person, msisdn: str) -> Iterator[News]:
    """Seven days before a voluntary member's month is due, and one; never for a month that is paid or being paid."""
    membership = people.main_membership(desk.sql, person.id)
    if membership is None or membership.member_class != "voluntary" or membership.state not in {"active", "pending"}:
        return
    settled = {row.period for row in contributions(desk.sql, person.id) if row.state in SETTLED} | _being_paid(desk, person)
    for value in (month_of(desk.today) - 1, month_of(desk.today)):
        day = due_on(membership, value, desk.profile(person), desk.today)
        stage = stage_of((day - desk.today).days, BEFORE_DUE)
        if stage is None or period(value) in settled or value < month_of(membership.since):
            continue
        amount = membership.monthly_amount if person.sms_amounts else None
        subject = f"{person.id}:{period(value)}:{stage}"
        yield News("contribution.due", subject, msisdn, person, period=period(value), due_on=day, amount=amount)


def stage_of(days: int, stages: tuple[int, ...]) -> int | None:
    """The narrowest of the stages that so many days before have begun."""
    return next((stage for stage in stages if 0 <= days <= stage), None)


def _being_paid(desk: Desk, person: Person) -> set[str]:
    return set(desk.sql.scalars(select(PaymentPeriod.period).where(PaymentPeriod.person_id == person.id, PaymentPeriod.live)))


def missed(desk: Desk, person: Person, msisdn: str) -> Iterator[News]:
    """A month that the employer should have paid by now."""
    membership = people.main_membership(desk.sql, person.id)
    if membership is None or membership.member_class != "employee" or membership.state != "active":
        return
    value = last_closed(membership, desk.profile(person), desk.today)
    if _is_news(desk, person, membership, value) and _is_missing(desk, person, period(value)):
        yield News("employer.month_missing", f"{person.id}:{period(value)}", msisdn, person, period=period(value))


def _is_news(desk: Desk, person: Person, membership: Membership, value: Month) -> bool:
    return desk.today - due_on(membership, value, desk.profile(person), desk.today) <= MISSED_DAYS


def _is_missing(desk: Desk, person: Person, wanted: str) -> bool:
    rows = contributions(desk.sql, person.id)
    known = periods(rows, people.memberships(desk.sql, person.id), desk.profile(person), desk.today)
    return any(entry.period == wanted and entry.state in MISSED for entry in known)
