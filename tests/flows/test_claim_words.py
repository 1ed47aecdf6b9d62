"""A refusal always says how to appeal, and a date is never told as if it were still to come when it is over."""

from datetime import date

import pytest

from backend_client.benefits import BenefitType, ClaimDeadline
from backend_client.claims import Claim, ClaimState, NextStep
from backend_client.shapes import Money
from engine.text import use_locale
from flows.claim_words import appeal_line, money_line, next_lines
from flows.claims import may_appeal
from flows.rule_words import deadline_line

TODAY, YESTERDAY = date(2026, 11, 22), date(2026, 11, 21)


@pytest.fixture(autouse=True)
def english() -> None:
    use_locale("en")


def claim(state: ClaimState, *, until: date | None = None, paid_on: date | None = None, next_step: NextStep = NextStep.NONE) -> Claim:
    return Claim(
        ref="7290527444",
        type=BenefitType.BIRTH,
        state=state,
        for_self=True,
        amount=Money(value="1240000"),
        filed_on=YESTERDAY,
        paid_on=paid_on,
        next_step=next_step,
        documents=(),
        appeal_until=until,
    )


@pytest.mark.parametrize("until", [None, YESTERDAY, TODAY])
def test_every_refusal_says_a_number_to_ring(until: date | None) -> None:
    assert any("021 243725" in line for line in next_lines(claim(ClaimState.REJECTED, until=until), TODAY))


def test_one_may_appeal_to_the_end_of_the_last_day() -> None:
    assert may_appeal(claim(ClaimState.REJECTED, until=TODAY), TODAY)
    assert not may_appeal(claim(ClaimState.REJECTED, until=YESTERDAY), TODAY)
    assert appeal_line(TODAY, TODAY).startswith("You may appeal until 22 Nov 2026")
    assert appeal_line(YESTERDAY, TODAY).startswith("The time to appeal ended 21 Nov 2026")


@pytest.mark.parametrize("state", [state for state in ClaimState if state is not ClaimState.REJECTED])
def test_only_a_refusal_can_be_appealed(state: ClaimState) -> None:
    assert not may_appeal(claim(state), TODAY)


def test_money_is_called_paid_only_when_it_is() -> None:
    assert money_line(claim(ClaimState.APPROVED)) == ["Amount: 1,240,000 kip."]
    assert money_line(claim(ClaimState.PAID, paid_on=YESTERDAY)) == ["1,240,000 kip, paid 21 Nov 2026."]


def test_a_deadline_says_days_after_the_event_until_the_event_is_on_file() -> None:
    assert deadline_line(ClaimDeadline(days=365, event="birth"), TODAY) == "Claim within 365 days of the birth."
    assert deadline_line(ClaimDeadline(days=30, event="job_loss", last_day=TODAY), TODAY) == "Claim by 22 Nov 2026."
    assert "ended 21 Nov 2026" in deadline_line(ClaimDeadline(days=30, event="job_loss", last_day=YESTERDAY), TODAY)
    assert deadline_line(ClaimDeadline(days=9, event="an event learnt later"), TODAY) == "Claim within 9 days of the event."
