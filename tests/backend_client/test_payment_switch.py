"""While too many payments end in the unknown no new one is begun; and it opens again by itself."""

from __future__ import annotations

from datetime import UTC, datetime

from backend_client.errors import Unreachable
from backend_client.limits import Limits
from backend_client.notice_shapes import PaymentStatistics, StateCount
from backend_client.payment_shapes import PaymentState
from backend_client.payment_switch import PaymentSwitch
from tests.backend_client.clock import Clock

LIMITS = Limits(unknown_share=0.3, statistics_orders=10)


def figures(unknown: int, posted: int) -> PaymentStatistics:
    counted = StateCount(state=PaymentState.UNKNOWN, orders=unknown), StateCount(state=PaymentState.POSTED, orders=posted)
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


def test_a_backend_that_is_away_pauses_nothing_since_it_refuses_by_itself() -> None:
    def away() -> PaymentStatistics:
        raise Unreachable

    assert not PaymentSwitch(LIMITS, Clock()).paused(away)
