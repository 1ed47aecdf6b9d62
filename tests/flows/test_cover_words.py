"""Covered or not, until when, and what to do: a sentence for every state the contract knows."""

from datetime import date

import pytest
from msgspec.structs import replace

from backend_client.hospitals import CoverState
from backend_client.shapes import Relation
from engine.text import use_locale
from flows import longest
from flows.cover_words import no_cover, standing
from flows.family import Relative, cover_line, in_a_line

NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def english() -> None:
    use_locale("en")


@pytest.mark.parametrize(
    ("state", "valid", "until", "said"),
    [
        (CoverState.COVERED, True, None, "Covered today"),
        (CoverState.COVERED, True, NEXT_YEAR, "Covered today, until 1 Jan 2027"),
        (CoverState.TAIL_COVER, True, NEXT_YEAR, "Covered only until 1 Jan 2027"),
        (CoverState.NOT_YET, False, None, "Not covered yet. Starts 1 Jan 2027"),
        (CoverState.MUST_CHOOSE_AGAIN, True, None, "no longer treats members"),
        (CoverState.OTHER, False, None, "Not covered today. Ask 021 243725"),
        (CoverState.OTHER, True, NEXT_YEAR, "Covered today, until 1 Jan 2027"),
    ],
)
def test_every_state_says_valid_or_not_and_until_when(state: CoverState, valid: bool, until: date | None, said: str) -> None:
    cover = replace(longest.LOST_COVER, state=state, valid_today=valid, valid_until=until, valid_from=NEXT_YEAR)
    assert said in standing(cover)


def test_cover_without_a_last_day_is_told_without_a_condition() -> None:
    assert standing(replace(longest.LOST_COVER, state=CoverState.COVERED, valid_until=None)) == "Covered today"


@pytest.mark.parametrize("reason", ["no_hospital_chosen", "not_yet_covered", "sim_swap_hold", "a reason learnt later"])
def test_without_cover_there_is_always_a_number_to_ring(reason: str) -> None:
    assert "021 243725" in no_cover(reason, None)
    assert "021 243725" in no_cover(reason, NEXT_YEAR)


@pytest.mark.parametrize(
    ("covered", "until", "because", "line", "page"),
    [
        (True, None, None, "covered", "Covered today."),
        (True, NEXT_YEAR, "age_limit", "covered", "Covered until 1 Jan 2027: then the age limit is reached."),
        (True, NEXT_YEAR, "membership_ended", "covered", "Covered until 1 Jan 2027."),
        (False, NEXT_YEAR, "age_limit", "not covered", "Not covered: past the age limit. Ask 021 243725"),
        (False, NEXT_YEAR, "membership_ended", "not covered", "Not covered: the membership has ended. Ask 021 243725"),
        (False, None, None, "not covered", "Not covered today. Ask 021 243725"),
    ],
)
def test_of_the_family_each_is_told_with_the_reason(covered: bool, until: date | None, because: str | None, line: str, page: str) -> None:
    one = Relative(name=longest.MASKED_NAME, relation=Relation.CHILD, covered=covered, until=until, because=because)
    assert in_a_line(one) == f"B*** S*** (child): {line}"
    assert cover_line(one) == page
