"""The same assessment as it would stand if the member paid on, skipped months, or lost the job; and the last safe day to pay."""

from __future__ import annotations

from datetime import date, timedelta
from typing import assert_never

from msgspec import structs

from sandbox.rules.assess import assess
from sandbox.rules.insured import Assessment, Event, Insured, Scenario, State
from sandbox.rules.months import Month, first_day, last_day, month_of
from sandbox.rules.profile import Profile

# Every window of a rule is shorter: who keeps the benefit so long without paying keeps it for good.
FAR_ENOUGH_MONTHS = 60


def assess_if(profile: Profile, benefit: str, insured: Insured, today: date, scenario: Scenario) -> Assessment:
    """As of the first day of the month after the scenario; a lost job counts from today."""
    match scenario:
        case Scenario.PAY_EACH_MONTH:
            return _after_months(profile, benefit, insured, today, skipped=0)
        case Scenario.SKIP_THIS_MONTH:
            return _after_months(profile, benefit, insured, today, skipped=1)
        case Scenario.SKIP_THREE_MONTHS:
            return _after_months(profile, benefit, insured, today, skipped=3)
        case Scenario.LAID_OFF | Scenario.RESIGNED:
            left = Event(scenario.value, today)
            return assess(profile, benefit, structs.replace(insured, events=(*insured.events, left), ended_on=today), today)
        case _:
            assert_never(scenario)


def last_safe_payment_day(profile: Profile, benefit: str, insured: Insured, today: date) -> date | None:
    """Until when a payment keeps the benefit, or keeps the day it is reached; None when paying changes nothing."""
    now = assess(profile, benefit, insured, today)
    if insured.ended_on or now.event_on or now.unit == "none" or now.state in {State.NOT_IN_SCHEME, State.UNKNOWN}:
        return None
    if now.state is State.LIKELY:
        return _day_before_loss(profile, benefit, insured, today)
    if _after_months(profile, benefit, insured, today, skipped=1).ready_on == now.ready_on:
        return None
    scheme = profile.scheme(insured.scheme, today)
    this_month = month_of(today)
    next_unpaid = this_month + (this_month in insured.paid)
    end = last_day(next_unpaid)
    return end + timedelta(days=scheme.due_day) if scheme and scheme.due_day else end


def _day_before_loss(profile: Profile, benefit: str, insured: Insured, today: date) -> date | None:
    this_month = month_of(today)
    for later in range(1, FAR_ENOUGH_MONTHS):
        day = first_day(this_month + later)
        if assess(profile, benefit, insured, day).state is not State.LIKELY:
            return day - timedelta(days=1)
    return None


def _after_months(profile: Profile, benefit: str, insured: Insured, today: date, *, skipped: int) -> Assessment:
    this_month = month_of(today)
    if skipped:
        paid = insured.paid.without(Month(this_month + later) for later in range(skipped))
    else:
        paid = insured.paid.with_months(this_month, this_month)
    day = first_day(this_month + max(skipped, 1))
    return assess(profile, benefit, structs.replace(insured, paid=paid), day)
