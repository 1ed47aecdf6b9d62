"""A gateway is asked for no more than it takes, and bulk leaves room for replies."""

from __future__ import annotations

import threading
import time

import pytest
from redis import Redis

from jobs.messages import Priority
from jobs.pace import Pace

GATEWAY = "africastalking"


def how_many(pace: Pace, priority: Priority, seconds: float) -> int:
    """How many had their turn within that time, one after the other."""
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        count += pace.hold(GATEWAY, priority, max(0.0, until - time.monotonic()))
    return count


@pytest.mark.alone
def test_no_more_go_than_the_gateway_takes(redis_client: Redis) -> None:
    # Twenty at once, and twenty a second after that; one more may be under way at the end.
    assert 30 <= how_many(Pace(redis_client, {GATEWAY: 20.0}), Priority.REPLY, 1.0) <= 42


@pytest.mark.alone
def test_bulk_leaves_half_of_what_may_go_at_once(redis_client: Redis) -> None:
    pace = Pace(redis_client, {GATEWAY: 20.0})
    assert how_many(pace, Priority.BULK, 0.2) <= 15
    begun = time.monotonic()
    assert all(pace.hold(GATEWAY, Priority.REPLY, 1.0) for _ in range(8))
    assert time.monotonic() - begun < 0.2


@pytest.mark.alone
def test_a_flood_of_bulk_holds_up_no_reply(redis_client: Redis) -> None:
    pace = Pace(redis_client, {GATEWAY: 50.0})
    floods = [threading.Thread(target=how_many, args=(pace, Priority.BULK, 1.5)) for _ in range(4)]
    for flood in floods:
        flood.start()
    waits = []
    for _ in range(10):
        time.sleep(0.1)
        begun = time.monotonic()
        assert pace.hold(GATEWAY, Priority.REPLY, 5.0)
        waits.append(time.monotonic() - begun)
    for flood in floods:
        flood.join()
    assert max(waits) < 0.2


def test_bulk_does_not_wait_longer_than_it_may(redis_client: Redis) -> None:
    pace = Pace(redis_client, {GATEWAY: 1.0})
    assert pace.hold(GATEWAY, Priority.REPLY, 0)
    assert not pace.hold(GATEWAY, Priority.BULK, 0.1)


@pytest.mark.parametrize("rate", [0.5, 1.0, 1.5, 2.0])
def test_bulk_has_its_turn_at_a_slow_gateway_too(redis_client: Redis, rate: float) -> None:
    pace = Pace(redis_client, {GATEWAY: rate})
    assert all(pace.hold(GATEWAY, Priority.BULK, 3.0) for _ in range(2))


def test_a_gateway_without_a_rate_is_not_held_back(redis_client: Redis) -> None:
    assert how_many(Pace(redis_client, {}), Priority.BULK, 0.05) > 100
