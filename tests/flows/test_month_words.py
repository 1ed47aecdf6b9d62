"""Months told in as few lines as they can be, without losing one."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from backend_client.contributions import ContributionState
from backend_client.shapes import Money
from engine.text import use_locale
from flows.month_words import Month, runs

KIP = Money(value="108000")


def of_2026(*states: ContributionState) -> list[Month]:
    return [Month(f"2026-{number:02}", state, KIP if state is ContributionState.POSTED else None) for number, state in enumerate(states, 1)]


def test_a_whole_even_year_is_one_line() -> None:
    use_locale("en")
    assert list(runs(of_2026(*[ContributionState.POSTED] * 12))) == ["Jan-Dec: paid, 108,000 kip each"]


def test_newest_first_is_told_oldest_first() -> None:
    use_locale("en")
    months = of_2026(ContributionState.POSTED, ContributionState.DECLARED_UNPAID, ContributionState.PAID_NOT_POSTED)
    assert list(runs(reversed(months))) == [
        "Jan: paid, 108,000 kip",
        "Feb: employer has not paid",
        "Mar: money received, month not yet posted",
    ]


def test_two_jobs_part_a_run() -> None:
    use_locale("en")
    january, february = of_2026(ContributionState.POSTED, ContributionState.POSTED)
    both = Month(february.period, february.state, february.amount, jobs=2)
    assert list(runs([january, both])) == ["Jan: paid, 108,000 kip", "Feb: paid, 108,000 kip (2 jobs)"]


@given(st.lists(st.sampled_from(list(ContributionState)), min_size=1, max_size=12))
def test_every_change_of_state_is_told(states: list[ContributionState]) -> None:
    changes = sum(before is not after for before, after in pairwise(states))
    assert len(list(runs(of_2026(*states)))) == changes + 1
