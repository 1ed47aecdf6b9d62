"""From a written history to one row per payer and month, with what was due on the wage and when it was paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sandbox.data.history import MonthPart, amount
from sandbox.data.personas import Membership, Persona
from sandbox.rules.months import first_day, month
from sandbox.rules.profile import Profile
from sandbox.rules.rule import CapFloor

# A voluntary member pays in the month itself, an employer in the month after; both are posted two days later.
VOLUNTARY_DAY, EMPLOYER_DAY, DAYS_TO_POST = 21, 10, 2


def contribution_rows(persona: Persona, person_id: int, profile: Profile) -> Iterator[dict[str, Any]]:
    for membership in persona.memberships:
        for part in membership.parts():
            yield {
                "person_id": person_id,
                "period": part.period,
                "member_class": membership.member_class,
                "scheme": membership.scheme_code,
                "state": part.state,
                "employer_id": part.employer,
                "wage": str(part.wage) if part.wage else None,
                "amount": _amount(membership, part, profile),
                **_days(membership, part),
            }


def _amount(membership: Membership, part: MonthPart, profile: Profile) -> str | None:
    if part.wage is None:
        return None
    if membership.pays:
        return str(amount(membership.pays))
    day = first_day(month(part.period))
    scheme = profile.scheme(membership.scheme_code, day) or next(known for known in profile.schemes if known.code == membership.scheme_code)
    percent = Decimal(str((scheme.employer_percent or 0) + (scheme.member_percent or 0)))
    wage = part.wage
    for rule in profile.rules_of(CapFloor, "insured_wage", day):
        if rule.concerns(membership.member_class, membership.scheme_code):
            wage = rule.bounded(wage)
    return str((wage * percent / 100).quantize(Decimal(1), ROUND_HALF_UP))


def _days(membership: Membership, part: MonthPart) -> dict[str, date | None]:
    if part.state not in {"posted", "paid_not_posted"}:
        return {"paid_on": None, "posted_on": None}
    this_month = month(part.period)
    if membership.member_class == "voluntary":
        paid_on = first_day(this_month).replace(day=VOLUNTARY_DAY)
    else:
        paid_on = first_day(this_month + 1).replace(day=EMPLOYER_DAY)
    posted_on = paid_on.replace(day=paid_on.day + DAYS_TO_POST) if part.state == "posted" else None
    return {"paid_on": paid_on, "posted_on": posted_on}
