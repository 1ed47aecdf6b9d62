"""What we begin ourselves never leaves between 20:00 and 08:00 in Vientiane, whatever held it up until then."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from redis import Redis

from jobs import quiet
from jobs.messages import Priority, Status
from jobs.pace import Pace
from tests.jobs.gateways import Gateway
from tests.jobs.outboxes import africastalking, bulk, later, outbox, reply
from tests.jobs.post_office import PostOffice

HOUR = 3600.0
# 20:00 in Vientiane.
EVENING = datetime(2026, 12, 8, 13, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("after", "wait"),
    [(-1.0, None), (0.0, 12 * HOUR), (HOUR, 11 * HOUR), (12 * HOUR - 1, 1.0), (12 * HOUR, None), (23 * HOUR, None), (25 * HOUR, 11 * HOUR)],
)
def test_the_quiet_begins_in_the_evening_and_ends_in_the_morning_of_any_day(after: float, wait: float | None) -> None:
    for evening in (None, EVENING, EVENING - 48 * HOUR):
        ends = quiet.morning(evening, EVENING + after)
        assert ends == (None if wait is None else EVENING + after + wait)


def test_the_evening_of_another_clock_is_told_by_ours() -> None:
    ours = 1_000_000.0
    assert quiet.evening(datetime(2026, 12, 8, 12, 59, tzinfo=UTC), ours) == ours + 60
    assert quiet.evening(datetime(2026, 12, 8, 13, 1, tzinfo=UTC), ours) == ours - 60
    # After midnight it is that of the new day: the night before ends as the one after it does.
    assert quiet.morning(quiet.evening(datetime(2026, 12, 8, 18, tzinfo=UTC), ours), ours) == ours + 7 * HOUR


def test_bulk_waits_for_the_morning_and_leaves_then(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    reference = box.post(replace(bulk(), evening=time.time() - HOUR))
    assert box.deliver(reference) is Status.QUEUED
    assert gateway.texts == []
    due = redis_client.zscore("o:due:bulk", reference)
    assert isinstance(due, float)
    assert due == pytest.approx(time.time() + 11 * HOUR, abs=5)
    later(redis_client, [reference], 11 * HOUR)
    redis_client.hset(f"o:m:{reference}", "evening", time.time() - 12 * HOUR)
    assert box.wake_due(lambda _priority: 100) == 1
    assert box.deliver(reference) is Status.HANDED


def test_a_reply_leaves_at_any_hour(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    assert box.say(replace(reply(), evening=time.time() - HOUR)) is Status.HANDED


def test_bulk_that_nobody_marked_keeps_the_hours_of_this_machine(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    status = box.say(replace(bulk(), evening=None))
    assert status is (Status.QUEUED if quiet.is_night(datetime.now(UTC)) else Status.HANDED)


def test_evening_that_comes_while_a_message_waits_for_its_turn_holds_it(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    pace = Pace(redis_client, {"africastalking": 2.0})
    box = replace(outbox(redis_client, redis_server, africastalking(gateway)), pace=pace)
    for _ in range(2):
        assert pace.hold("africastalking", Priority.REPLY, 0)
    assert box.say(replace(bulk(), evening=time.time() + 0.2)) is Status.QUEUED
    assert gateway.texts == []
    assert box.store.facts(box.store.reference_of("due:1"))["failure"] == "night"


def test_a_reminder_taken_in_the_last_seconds_of_the_day_is_told_in_the_morning(post_office: PostOffice, redis_client: Redis) -> None:
    post_office.at("2026-12-08 19:59", seconds=55, frozen=False)
    # Replies have used the gateway up for the next nine seconds.
    redis_client.hset("o:pace:africastalking", mapping={"left": -16, "at": time.time()})
    post_office.does("from jobs.reminders import remind_all\nremind_all()", SMS_GATEWAYS="africastalking=2")
    assert post_office.gateway.handed == []
    post_office.at("2026-12-09 08:00")
    post_office.reminds()
    post_office.reminds()
    assert len(post_office.gateway.to("P08")) == 1
