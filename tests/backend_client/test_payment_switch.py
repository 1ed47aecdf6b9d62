"""While too many payments end in doubt no new one is begun; and it opens again by itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backend_client.errors import Unreachable
from backend_client.limits import Limits
from backend_client.notice_shapes import PaymentStatistics, StateCount
from backend_client.payment_shapes import PaymentState
from backend_client.payment_switch import PaymentSwitch
from tests.backend_client.clock import Clock

LIMITS = Limits(unknown_share=0.3, statistics_orders=10)


def figures(unknown: int, posted: int, doubt: PaymentState = PaymentState.UNKNOWN) -> PaymentStatistics:
    counted = StateCount(state=doubt, orders=unknown), StateCount(state=PaymentState.POSTED, orders=posted)
    return PaymentStatistics(as_of=datetime.now(UTC), by_state=(), recent=counted)


def paused(*shares: tuple[int, int]) -> list[bool]:
    """What it says of each, looked at when the last look is too old."""
    clock = Clock()
    switch = PaymentSwitch(LIMITS, clock)
    said = []
    for unknown, posted in shares:
        said.append(switch.paused(lambda unknown=unknown, posted=posted: figures(unknown, posted)))  # type: ignore[misc]
        clock.now += LIMITS.statistics_s
    return said


def test_it_closes_above_the_share_and_opens_below_it() -> None:
    assert paused((3, 7), (4, 6), (3, 7)) == [False, True, False]


def test_a_handful_of_payments_proves_nothing() -> None:
    assert paused((9, 0), (10, 0)) == [False, True]


def test_one_look_serves_for_a_while() -> None:
    switch = PaymentSwitch(LIMITS, Clock())
    assert not switch.paused(lambda: figures(0, 20))
    assert not switch.paused(lambda: figures(20, 0))


@pytest.mark.parametrize("doubt", [PaymentState.UNKNOWN, PaymentState.NEEDS_REVIEW])
def test_unknown_and_in_review_are_both_in_doubt(doubt: PaymentState) -> None:
    assert PaymentSwitch(LIMITS, Clock()).paused(lambda: figures(4, 6, doubt))


def test_the_look_of_the_price_serves_at_the_confirmation_for_a_minute() -> None:
    clock = Clock()
    switch = PaymentSwitch(LIMITS, clock)
    assert not switch.paused(lambda: figures(0, 20))
    clock.now += LIMITS.statistics_confirming_s - 1
    assert not switch.paused(lambda: figures(20, 0), LIMITS.statistics_confirming_s)
    clock.now += 1
    assert switch.paused(lambda: figures(20, 0), LIMITS.statistics_confirming_s)


def away() -> PaymentStatistics:
    raise Unreachable


def test_a_backend_that_was_always_away_pauses_nothing_since_it_refuses_by_itself() -> None:
    assert not PaymentSwitch(LIMITS, Clock()).paused(away)


def test_a_look_that_fails_leaves_what_was_known_for_as_long_as_those_orders_count() -> None:
    clock = Clock()
    switch = PaymentSwitch(LIMITS, clock)
    assert switch.paused(lambda: figures(20, 0))
    clock.now += LIMITS.statistics_kept_s - 1
    assert switch.paused(away)
    clock.now += 1
    assert not switch.paused(away)
