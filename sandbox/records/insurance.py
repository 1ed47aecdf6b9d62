"""A person as the rules see him: months that count, events, when the membership ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sandbox.records import people
from sandbox.rules.insured import Event, Insured
from sandbox.rules.months import PaidMonths
from sandbox.tables import Contribution, Membership, Person

COUNTED = frozenset({"posted", "credited"})
_CONTRIBUTIONS = select(Contribution).where(Contribution.person_id == bindparam("person_id")).order_by(Contribution.period, Contribution.id)


def contributions(sql: Session, person_id: int) -> Sequence[Contribution]:
    """Oldest month first; the parts of one month together."""
    return sql.scalars(_CONTRIBUTIONS, {"person_id": person_id}).all()


def insured(sql: Session, person: Person, membership: Membership, rows: Sequence[Contribution] | None = None) -> Insured:
    months = contributions(sql, person.id) if rows is None else rows
    counted = [(row.period, Decimal(row.wage or 0)) for row in months if row.state in COUNTED]
    return Insured(
        member_class=membership.member_class,
        scheme=membership.scheme,
        paid=PaidMonths.of(counted),
        born=person.birth_date,
        sex=_sex(person.sex),
        events=tuple(Event(event.kind, event.day) for event in people.events(sql, person.id)),
        ended_on=_ended_on(membership),
        children=sum(1 for link, _ in people.family(sql, person.id) if link.relation == "child"),
    )


def _sex(sex: str) -> Literal["female", "male"]:
    return "female" if sex == "female" else "male"


def _ended_on(membership: Membership) -> date | None:
    """A suspended membership runs out like an ended one: its `until` is the last paid month's end."""
    return membership.until if membership.state in {"ended", "suspended"} else None
