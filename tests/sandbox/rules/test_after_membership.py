"""What goes on after membership ends, and until when something can be claimed (S81, S82, S98, S99)."""

from __future__ import annotations

from datetime import date

import pytest

from sandbox.rules.assess import assess, assess_all
from sandbox.rules.insured import State
from tests.sandbox.rules.people import LAOS, THAILAND, TODAY, happened, lao, last_months, paid, thai

ENDED = date(2026, 5, 22)


@pytest.mark.parametrize("benefit", ["sickness", "birth", "death"])
def test_rights_go_on_for_six_months_and_not_a_day_longer(benefit: str) -> None:
    left = thai(last_months(40, "2026-08"), ended_on=ENDED)
    last = assess(THAILAND, benefit, left, date(2026, 11, 22))
    assert (last.state, last.covered_until) == (State.LIKELY, date(2026, 11, 22))
    assert assess(THAILAND, benefit, left, date(2026, 11, 23)).state is State.NOT_IN_SCHEME


def test_months_paid_for_old_age_are_never_lost() -> None:
    left = lao(last_months(200, "2019-01"), ended_on=date(2019, 1, 31), born=date(1960, 1, 1))
    answer = assess(LAOS, "old_age", left, TODAY)
    assert (answer.state, answer.covered_until) == (State.LIKELY, None)


def test_cover_without_a_tail_ends_with_the_membership() -> None:
    left = lao(last_months(40), ended_on=date(2026, 11, 21))
    assert assess(LAOS, "work_injury", left, date(2026, 11, 21)).state is State.LIKELY
    assert assess(LAOS, "work_injury", left, TODAY).state is State.NOT_IN_SCHEME


@pytest.mark.parametrize(
    ("days_ago", "state"),
    [(0, State.LIKELY), (30, State.LIKELY), (31, State.UNKNOWN)],
)
def test_after_thirty_days_only_the_institution_can_tell_about_unemployment(days_ago: int, state: State) -> None:
    left = date.fromordinal(TODAY.toordinal() - days_ago)
    person = thai(last_months(12), events=happened("laid_off", left.isoformat()), ended_on=left)
    answer = assess(THAILAND, "unemployment", person, TODAY)
    assert answer.state is state
    assert answer.claim_deadline is not None
    assert answer.claim_deadline.last_day == date.fromordinal(left.toordinal() + 30)


def test_other_claims_can_be_made_for_a_year() -> None:
    answer = assess(LAOS, "birth", lao(last_months(20), events=happened("birth", "2025-11-22")), TODAY)
    assert answer.claim_deadline is not None
    assert (answer.state, answer.claim_deadline.days, answer.claim_deadline.last_day) == (State.LIKELY, 365, TODAY)


def test_unemployment_is_paid_from_the_eighth_day() -> None:
    person = thai(last_months(12), events=happened("laid_off", "2026-11-01"), ended_on=date(2026, 11, 1))
    assert assess(THAILAND, "unemployment", person, TODAY).pays_from == date(2026, 11, 8)


def test_the_window_ends_with_the_event_and_later_payments_change_nothing() -> None:
    person = lao(paid("2024-06..2024-12", "2025-11..2026-10"), events=happened("laid_off", "2026-10-13"), ended_on=date(2026, 10, 13))
    answer = assess(LAOS, "unemployment", person, TODAY)
    assert (answer.have, answer.need, answer.window_months) == (14, 12, 24)
    mother = assess(LAOS, "birth", lao(last_months(10), events=happened("birth", "2026-08-12")), TODAY)
    assert (mother.state, mother.have, mother.ready_on) == (State.NOT_YET, 8, None)


def test_an_event_that_is_still_to_come_changes_nothing_yet() -> None:
    person = thai(last_months(12), events=happened("laid_off", "2026-11-30"))
    answer = assess(THAILAND, "unemployment", person, TODAY)
    assert (answer.event_on, answer.pays_from) == (None, None)


@pytest.mark.parametrize("member_class", ["voluntary", "civil_servant"])
def test_unemployment_is_for_employees(member_class: str) -> None:
    assert assess(LAOS, "unemployment", lao(last_months(40), member_class), TODAY).state is State.NOT_IN_SCHEME


def test_without_a_known_threshold_the_institution_decides() -> None:
    states = {answer.type: answer.state for answer in assess_all(LAOS, lao(last_months(40)), TODAY)}
    assert (states["disability"], states["survivors"]) == (State.UNKNOWN, State.UNKNOWN)


def test_no_answer_ever_promises() -> None:
    assert {state.value for state in State} == {"likely", "not_yet", "unknown", "not_in_scheme"}
    assert all(not answer.confirmed for answer in assess_all(LAOS, lao(last_months(400), born=date(1950, 1, 1)), TODAY))
