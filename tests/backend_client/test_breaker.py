"""When calls stop, and how they begin again."""

from __future__ import annotations

import pytest

from backend_client.breaker import Breaker
from backend_client.errors import CircuitOpen
from backend_client.limits import Limits
from tests.backend_client.clock import Clock

LIMITS = Limits(failures_in_a_row=3, failure_share=0.5, window_calls=10, window_s=10, open_s=2)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(LIMITS, clock)


def fails(breaker: Breaker, times: int = 1) -> None:
    for _ in range(times):
        breaker.failed(breaker.admit())


def refuses(breaker: Breaker) -> bool:
    """Whether a call is refused; one that is not is withdrawn."""
    try:
        breaker.withdrawn(breaker.admit())
    except CircuitOpen:
        return True
    return False


def test_so_many_failures_in_a_row_open_it(breaker: Breaker) -> None:
    fails(breaker, 2)
    assert not refuses(breaker)
    fails(breaker)
    assert refuses(breaker)
    assert breaker.is_open


def test_a_success_between_failures_begins_the_row_again(breaker: Breaker) -> None:
    fails(breaker, 2)
    breaker.succeeded(breaker.admit())
    fails(breaker, 2)
    assert not refuses(breaker)


def test_a_share_of_failures_opens_it_but_not_among_few_calls(breaker: Breaker) -> None:
    for _ in range(4):
        breaker.succeeded(breaker.admit())
        fails(breaker)
    assert not refuses(breaker)
    breaker.succeeded(breaker.admit())
    fails(breaker)
    assert refuses(breaker)


def test_failures_of_an_earlier_window_are_forgotten(breaker: Breaker, clock: Clock) -> None:
    for _ in range(4):
        breaker.succeeded(breaker.admit())
        fails(breaker)
    clock.passes(10.1)
    breaker.succeeded(breaker.admit())
    fails(breaker)
    assert not refuses(breaker)


def test_after_a_while_a_single_probe_is_let_through(breaker: Breaker, clock: Clock) -> None:
    fails(breaker, 3)
    clock.passes(1.9)
    assert refuses(breaker)
    clock.passes(0.2)
    probe = breaker.admit()
    assert refuses(breaker)
    breaker.succeeded(probe)
    assert not refuses(breaker)
    assert not breaker.is_open


def test_a_failed_probe_opens_it_again_for_as_long(breaker: Breaker, clock: Clock) -> None:
    fails(breaker, 3)
    clock.passes(2.1)
    fails(breaker)
    clock.passes(1.9)
    assert refuses(breaker)
    clock.passes(0.2)
    assert not refuses(breaker)


def test_a_probe_that_tells_nothing_gives_the_next_call_its_place(breaker: Breaker, clock: Clock) -> None:
    fails(breaker, 3)
    clock.passes(2.1)
    breaker.withdrawn(breaker.admit())
    breaker.succeeded(breaker.admit())
    assert not breaker.is_open


def test_calls_still_under_way_when_it_opened_change_nothing(breaker: Breaker, clock: Clock) -> None:
    early = [breaker.admit() for _ in range(3)]
    fails(breaker, 3)
    breaker.succeeded(early[0])
    assert breaker.is_open
    clock.passes(1.9)
    breaker.failed(early[1])
    clock.passes(0.2)
    probe = breaker.admit()
    breaker.withdrawn(early[2])
    assert refuses(breaker)
    breaker.succeeded(probe)
    assert not breaker.is_open


def test_once_closed_it_starts_counting_afresh(breaker: Breaker, clock: Clock) -> None:
    fails(breaker, 3)
    clock.passes(2.1)
    breaker.succeeded(breaker.admit())
    fails(breaker, 2)
    assert not breaker.is_open
