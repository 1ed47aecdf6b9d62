"""The countdown, "what if I skip", and the last day on which a payment still helps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sandbox.rules.assess import assess
from sandbox.rules.insured import Insured, Scenario, State
from sandbox.rules.what_if import assess_if, last_safe_payment_day
from tests.sandbox.rules.people import LAOS, THAILAND, TODAY, happened, lao, last_months, paid, thai

SIX_OF_NINE = lao(last_months(6))


def test_the_countdown_names_the_day_if_each_month_is_paid() -> None:
    answer = assess(LAOS, "birth", SIX_OF_NINE, TODAY)
    assert (answer.have, answer.need, answer.ready_on) == (6, 9, date(2027, 2, 1))


def test_a_month_already_paid_is_not_asked_for_again() -> None:
    answer = assess(LAOS, "birth", lao(last_months(7, "2026-11")), TODAY)
    assert (answer.have, answer.ready_on) == (7, date(2027, 2, 1))


def test_the_countdown_of_a_window_drops_the_months_that_leave_it() -> None:
    # Ten old months lie at the window's far end: for each new month one of them is lost.
    answer = assess(LAOS, "unemployment", lao(paid("2024-11..2025-08")), TODAY)
    assert (answer.have, answer.ready_on) == (10, date(2027, 11, 1))


SCENARIOS = [
    (Scenario.PAY_EACH_MONTH, 7, date(2027, 2, 1)),
    (Scenario.SKIP_THIS_MONTH, 6, date(2027, 3, 1)),
    (Scenario.SKIP_THREE_MONTHS, 6, date(2027, 5, 1)),
]


@pytest.mark.parametrize(("scenario", "have", "ready_on"), SCENARIOS)
def test_each_month_skipped_moves_the_day_by_a_month(scenario: Scenario, have: int, ready_on: date) -> None:
    answer = assess_if(LAOS, "birth", SIX_OF_NINE, TODAY, scenario)
    assert (answer.state, answer.have, answer.ready_on) == (State.NOT_YET, have, ready_on)


def test_one_more_month_may_be_all_it_takes() -> None:
    two_of_three = lao(last_months(2))
    assert assess_if(LAOS, "sickness", two_of_three, TODAY, Scenario.PAY_EACH_MONTH).state is State.LIKELY
    assert assess_if(LAOS, "sickness", two_of_three, TODAY, Scenario.SKIP_THIS_MONTH).state is State.NOT_YET


def test_skipping_may_lose_what_was_reached() -> None:
    three_of_six = lao(paid("2026-06..2026-08"))
    assert assess(LAOS, "death", three_of_six, TODAY).state is State.LIKELY
    assert assess_if(LAOS, "death", three_of_six, TODAY, Scenario.SKIP_THIS_MONTH).state is State.LIKELY
    assert assess_if(LAOS, "death", three_of_six, TODAY, Scenario.SKIP_THREE_MONTHS).state is State.NOT_YET


@pytest.mark.parametrize(("scenario", "per_month", "days"), [(Scenario.LAID_OFF, 5000, 180), (Scenario.RESIGNED, 3000, 90)])
def test_losing_the_job_today_shows_what_it_would_pay(scenario: Scenario, per_month: int, days: int) -> None:
    answer = assess_if(THAILAND, "unemployment", thai(last_months(12, wage="10,000")), TODAY, scenario)
    assert answer.payment is not None
    assert answer.claim_deadline is not None
    assert (answer.state, answer.payment.per_month, answer.payment.max_days) == (State.LIKELY, Decimal(per_month), days)
    assert answer.claim_deadline.last_day == date(2026, 12, 22)


LAST_SAFE_DAYS = [
    ("reached in a window: the day before it is lost", "death", lao(paid("2026-06..2026-08")), date(2026, 12, 31)),
    ("not reached: the day this month is due", "birth", SIX_OF_NINE, date(2026, 12, 15)),
    ("not reached, this month paid: the day the next is due", "birth", lao(last_months(7, "2026-11")), date(2027, 1, 15)),
    ("reached for good: paying changes nothing", "birth", lao(last_months(9)), None),
    ("an age to wait for: paying changes nothing", "old_age", lao(last_months(200), born=date(1990, 1, 1)), None),
    ("not in the scheme", "unemployment", lao(last_months(9), "voluntary"), None),
    ("it has happened", "birth", lao(last_months(3), events=happened("birth", "2026-11-01")), None),
    ("membership is over", "sickness", lao(last_months(2), ended_on=date(2026, 11, 1)), None),
    ("the institution decides", "disability", lao(last_months(2)), None),
]


@pytest.mark.parametrize(("case", "benefit", "person", "day"), LAST_SAFE_DAYS, ids=[case for case, *_ in LAST_SAFE_DAYS])
def test_the_last_safe_payment_day(case: str, benefit: str, person: Insured, day: date | None) -> None:
    assert last_safe_payment_day(LAOS, benefit, person, TODAY) == day
