"""Who may pay for whom, which months, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from sandbox.caller import Caller, admit, held
from sandbox.months import due_on, next_unpaid, periods
from sandbox.payment_tables import PaymentQuote
from sandbox.payments.posting import voluntary
from sandbox.policy.problems import Refusal
from sandbox.policy.references import is_checked
from sandbox.records import people
from sandbox.records.insurance import contributions
from sandbox.records.looks import write_look
from sandbox.records.tokens import new_id
from sandbox.rules.months import Month, month_of, period
from sandbox.rules.profile import Profile
from sandbox.tables import Membership, Person
from sandbox.web.bodies import QuotePayment

LIFE = timedelta(minutes=15)
MOST_MONTHS = 12
# Why somebody's own months are not theirs to pay.
REASONS = {
    "employee": "employer_pays",
    "civil_servant": "state_pays",
    "pensioner": "pensioner",
    "dependant": "covered_through_family",
    "none": "covered_through_family",
}


@dataclass(frozen=True)
class Debt:
    """`first` is the oldest month to pay, `most` how many may be paid from there on."""

    first: Month
    most: int
    monthly: int
    months_behind: int


def quote(caller: Caller, asked: QuotePayment) -> tuple[PaymentQuote, Person, Debt]:
    """Raises Refusal."""
    if caller.hold_until:
        raise held(caller.hold_until, caller.now)
    member_no = asked.beneficiary if asked.beneficiary == "self" else asked.beneficiary.member_no
    own = member_no == "self" or (caller.person is not None and caller.person.member_no == member_no)
    person, membership = _myself(caller) if own else _other(caller, member_no)
    debt = debt_of(caller.sql, person, membership, caller.backend.profiles[person.profile], caller.today)
    if debt.most <= 0:
        raise Refusal("nothing_due", paid_until=period(debt.first - 1)) if own else Refusal("nothing_due")
    if asked.months > debt.most:
        raise Refusal("too_many_months", most=debt.most)
    row = _row(caller, person, debt, asked.months, own=own)
    caller.sql.add(row)
    write_look(caller.sql, caller.session, person.id, "self" if own else "public", "payment", caller.purpose, caller.now)
    return row, person, debt


def debt_of(sql: Session, person: Person, membership: Membership, profile: Profile, today: date) -> Debt:
    """Months are paid in their order: the arrears first, then up to a year from this month on."""
    months = periods(contributions(sql, person.id), people.memberships(sql, person.id), profile, today)
    first = Month(max(next_unpaid(months, membership), month_of(membership.since)))
    this = month_of(today)
    behind = sum(1 for value in range(first, this) if due_on(membership, value, profile, today) < today)
    return Debt(first, min(MOST_MONTHS, this + MOST_MONTHS - first), int(membership.monthly_amount or 0), behind)


def _row(caller: Caller, person: Person, debt: Debt, months: int, *, own: bool) -> PaymentQuote:
    return PaymentQuote(
        id=new_id("pq"),
        payer_msisdn=caller.session.msisdn,
        person_id=person.id,
        for_self=own,
        first_period=period(debt.first),
        last_period=period(debt.first + months - 1),
        months=months,
        amount=str(debt.monthly * months),
        currency=caller.backend.profiles[person.profile].currency,
        expires_at=caller.now + LIFE,
    )


def _myself(caller: Caller) -> tuple[Person, Membership]:
    admit(caller, "identity", "L1")
    person = caller.known
    classes = people.classes(caller.sql, person)
    if "voluntary" not in classes:
        raise Refusal("not_self_payable", reason=REASONS[classes[0]])
    # With several members on the number, whose turn it is to pay is not for everybody who holds it to see.
    admit(caller, "pay_own", "L1")
    membership = voluntary(caller.sql, person.id)
    if membership is None or membership.state in {"ended", "suspended"}:
        ended = membership.until if membership else None
        raise Refusal("membership_ended", ended_on=ended.isoformat()) if ended else Refusal("membership_ended")
    return person, membership


def _other(caller: Caller, member_no: str) -> tuple[Person, Membership]:
    """One refusal for whoever cannot be paid for: why is nobody's business."""
    person = people.by_number(caller.sql, member_no) if is_checked(member_no) else None
    membership = voluntary(caller.sql, person.id) if person else None
    if person is None or membership is None or person.restricted or person.died_on:
        raise Refusal("not_found")
    if membership.state in {"ended", "suspended"} or membership.monthly_amount is None:
        raise Refusal("not_found")
    return person, membership
