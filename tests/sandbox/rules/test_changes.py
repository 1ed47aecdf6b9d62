"""A change of hospital once a year in its window (S77 to S80), and of scheme within six months of leaving a job (S84)."""

from __future__ import annotations

from datetime import date

import pytest

from sandbox.rules.changes import ChangeState, hospital_change, scheme_change
from tests.sandbox.rules.people import LAOS, THAILAND, TODAY, happened, lao, last_months, thai

DAYS = [
    (date(2026, 1, 1), ChangeState.OPEN, date(2026, 1, 1)),
    (date(2026, 3, 31), ChangeState.OPEN, date(2026, 1, 1)),
    (date(2026, 4, 1), ChangeState.WINDOW_CLOSED, date(2027, 1, 1)),
    (TODAY, ChangeState.WINDOW_CLOSED, date(2027, 1, 1)),
    (date(2026, 12, 31), ChangeState.WINDOW_CLOSED, date(2027, 1, 1)),
]


@pytest.mark.parametrize(("day", "state", "opens"), DAYS)
def test_the_thai_window_is_open_from_january_to_march(day: date, state: ChangeState, opens: date) -> None:
    answer = hospital_change(THAILAND, thai(last_months(40, "2027-01")), day)
    assert (answer.state, answer.opens) == (state, opens)


def test_a_second_change_in_a_year_has_to_wait() -> None:
    person = thai(last_months(40))
    assert hospital_change(THAILAND, person, date(2026, 3, 1), (date(2026, 1, 9),)).state is ChangeState.ALREADY_CHANGED
    assert hospital_change(THAILAND, person, date(2026, 3, 1), (date(2025, 3, 9),)).state is ChangeState.OPEN


@pytest.mark.parametrize(("months", "state"), [(2, ChangeState.TOO_FEW_MONTHS), (3, ChangeState.OPEN)])
def test_three_months_are_asked_for(months: int, state: ChangeState) -> None:
    assert hospital_change(THAILAND, thai(last_months(months, "2026-01")), date(2026, 2, 1)).state is state
    assert hospital_change(LAOS, lao(last_months(months)), TODAY).state is state


def test_section_40_has_no_hospital_to_change() -> None:
    assert hospital_change(THAILAND, thai(last_months(40), "th_40"), date(2026, 2, 1)).state is ChangeState.NOT_IN_SCHEME


def test_in_laos_the_year_is_open_but_once() -> None:
    person = lao(last_months(40))
    assert hospital_change(LAOS, person, TODAY).state is ChangeState.OPEN
    assert hospital_change(LAOS, person, TODAY, (date(2026, 10, 15),)).state is ChangeState.ALREADY_CHANGED


def test_who_lost_his_hospital_chooses_again_at_any_time() -> None:
    person = thai(last_months(1), events=happened("hospital_contract_ended", "2026-10-31"))
    assert hospital_change(THAILAND, person, TODAY, (date(2026, 1, 9),)).state is ChangeState.OPEN


@pytest.mark.parametrize(("ended", "state"), [(date(2026, 5, 22), ChangeState.OPEN), (date(2026, 5, 21), ChangeState.WINDOW_CLOSED)])
def test_the_scheme_may_be_changed_within_six_months_of_leaving(ended: date, state: ChangeState) -> None:
    assert scheme_change(THAILAND, thai(last_months(40), ended_on=ended), TODAY).state is state


def test_who_has_not_left_a_job_changes_no_scheme() -> None:
    assert scheme_change(THAILAND, thai(last_months(40)), TODAY).state is ChangeState.NOT_IN_SCHEME
    assert scheme_change(LAOS, lao(last_months(40), ended_on=date(2026, 10, 1)), TODAY).state is ChangeState.NOT_IN_SCHEME
