"""Likely is said from the very month a threshold is reached, and not one month before."""

from __future__ import annotations

from datetime import date

import pytest

from sandbox.rules.assess import assess
from sandbox.rules.insured import State
from tests.sandbox.rules.people import LAOS, THAILAND, TODAY, happened, lao, last_months, paid, thai

# statement, scheme, benefit, months needed, window
N_OF_M = [
    ("S80", "th_33", "health_care", 3, 15),
    ("S89", "th_33", "sickness", 3, 15),
    ("S90", "th_33", "birth", 7, 15),
    ("S91", "th_33", "death", 1, 6),
    ("S92", "th_33", "child_allowance", 12, 36),
    ("S93", "th_33", "unemployment", 6, 15),
    ("S101", "th_40", "sickness", 3, 4),
    ("S103", "th_40", "disability", 6, 10),
    ("S104", "th_40", "death", 6, 12),
    ("S105", "th_40", "child_allowance", 24, 36),
]


@pytest.mark.parametrize(("statement", "scheme", "benefit", "need", "window"), N_OF_M)
def test_n_of_the_last_m_months_are_enough_and_one_fewer_is_not(statement: str, scheme: str, benefit: str, need: int, window: int) -> None:
    enough = assess(THAILAND, benefit, thai(last_months(need), scheme), TODAY)
    short = assess(THAILAND, benefit, thai(last_months(need - 1), scheme), TODAY)
    assert (enough.state, enough.have, enough.need, enough.window_months) == (State.LIKELY, need, need, window)
    assert (short.state, short.have, short.need, short.window_months) == (State.NOT_YET, need - 1, need, window)
    assert statement in enough.source


@pytest.mark.parametrize(("statement", "scheme", "benefit", "need", "window"), N_OF_M)
def test_a_month_outside_the_window_no_longer_counts(statement: str, scheme: str, benefit: str, need: int, window: int) -> None:
    oldest_still_inside = (2026 * 12 + 10) - window
    last = oldest_still_inside + need - 1
    through = f"{last // 12}-{last % 12 + 1:02}"
    edge = thai(last_months(need, through), scheme)
    assert assess(THAILAND, benefit, edge, TODAY).state is State.LIKELY
    assert assess(THAILAND, benefit, edge, date(2026, 12, 1)).have == need - 1


LAO_MONTHS = [
    ("sickness", 3, None, "months"),
    ("birth", 9, None, "months"),
    ("birth_grant", 9, None, "months"),
    ("miscarriage", 6, None, "months"),
    ("unemployment", 12, 24, "months"),
    ("death", 3, 6, "months"),
]


@pytest.mark.parametrize(("benefit", "need", "window", "unit"), LAO_MONTHS)
def test_lao_months_are_counted_to_the_month(benefit: str, need: int, window: int | None, unit: str) -> None:
    enough = assess(LAOS, benefit, lao(last_months(need)), TODAY)
    short = assess(LAOS, benefit, lao(last_months(need - 1)), TODAY)
    assert (enough.state, enough.need, enough.window_months, enough.unit) == (State.LIKELY, need, window, unit)
    assert (short.state, short.have) == (State.NOT_YET, need - 1)
    assert short.ready_on == date(2026, 12, 1)
    assert not enough.confirmed


def test_one_month_is_enough_for_sickness_after_a_work_accident() -> None:
    hurt = lao(last_months(1), events=happened("work_accident", "2026-11-20"))
    assert assess(LAOS, "sickness", hurt, TODAY).state is State.LIKELY
    assert assess(LAOS, "sickness", lao(last_months(1)), TODAY).state is State.NOT_YET


def test_a_month_with_two_employers_counts_once() -> None:
    twice = paid("2026-09..2026-10 at 2,000,000 by E01", "2026-10 at 900,000 by E05")
    assert assess(LAOS, "sickness", lao(twice), TODAY).have == 2


def test_the_month_that_runs_counts_in_all_but_joins_a_window_when_it_is_over() -> None:
    with_november = lao(last_months(13, "2026-11"))
    assert assess(LAOS, "birth", with_november, TODAY).have == 13
    assert assess(LAOS, "unemployment", with_november, TODAY).have == 12


def test_months_paid_ahead_do_not_count_before_they_come() -> None:
    ahead = lao(paid("2026-10..2027-09"))
    assert assess(LAOS, "birth", ahead, TODAY).have == 2
    assert assess(LAOS, "birth", ahead, date(2027, 6, 1)).have == 9


@pytest.mark.parametrize(("day", "state"), [(date(2026, 11, 21), State.NOT_YET), (TODAY, State.LIKELY)])
def test_the_old_age_of_s94_is_reached_on_the_birthday(day: date, state: State) -> None:
    person = thai(last_months(200), born=date(1971, 11, 22))
    assert assess(THAILAND, "old_age", person, day).state is state


@pytest.mark.parametrize(
    ("sex", "age", "state"),
    [("female", 55, State.LIKELY), ("male", 59, State.NOT_YET), ("male", 60, State.LIKELY), (None, 59, State.NOT_YET)],
)
def test_lao_old_age_is_sixty_for_men_and_fifty_five_for_women(sex: str | None, age: int, state: State) -> None:
    person = lao(last_months(180), sex=sex, born=date(2026 - age, 11, 22))
    assert assess(LAOS, "old_age", person, TODAY).state is state


def test_fifteen_years_are_asked_for_beside_the_age() -> None:
    person = lao(last_months(179), born=date(1960, 1, 1))
    answer = assess(LAOS, "old_age", person, TODAY)
    assert (answer.state, answer.have, answer.need, answer.ready_on) == (State.NOT_YET, 179, 180, date(2026, 12, 1))


def test_of_two_conditions_the_later_day_counts() -> None:
    person = lao(last_months(179), born=date(1980, 1, 1))
    assert assess(LAOS, "old_age", person, TODAY).ready_on == date(2035, 1, 1)


@pytest.mark.parametrize(
    ("months", "state", "years", "reduction"),
    [
        (275, State.NOT_YET, 22, None),
        (276, State.LIKELY, 23, 2),
        (287, State.LIKELY, 23, 2),
        (288, State.LIKELY, 24, 1),
        (300, State.LIKELY, 25, 0),
        (400, State.LIKELY, 33, 0),
    ],
)
def test_a_state_pension_before_25_years_is_reduced_by_one_percent_a_year(
    months: int, state: State, years: int, reduction: int | None
) -> None:
    answer = assess(LAOS, "old_age", lao(last_months(months), "civil_servant", born=date(1970, 3, 20)), TODAY)
    assert (answer.state, answer.have, answer.unit, answer.reduction_percent) == (state, years, "years", reduction)


def test_before_the_ordinance_of_june_2025_the_state_asked_for_25_years() -> None:
    person = lao(last_months(299, "2025-04"), "civil_servant", born=date(1960, 3, 20))
    assert assess(LAOS, "old_age", person, date(2025, 5, 31)).state is State.NOT_YET
    assert assess(LAOS, "old_age", person, date(2025, 6, 1)).state is State.LIKELY
