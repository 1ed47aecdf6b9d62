"""RQ's cron wakes reminders: a hint our workers read, at once and in its time, also after the store was flushed."""

from __future__ import annotations

import sys
import time

import pytest
from redis import Redis

from jobs.cron import Hints
from jobs.queue import BULK, connect
from tests import processes
from tests.jobs import subjects
from tests.jobs.test_queue import work_off


def mark_time(redis_url: str) -> Hints:
    hints = Hints(connect(redis_url), logging_level="WARNING")
    hints.every(1, subjects.mark_time)
    return hints


def test_a_hint_of_the_clock_is_one_our_workers_read(redis_server: str, redis_client: Redis) -> None:
    hints = mark_time(redis_server)
    assert len(hints.enqueue_jobs()) == 1
    assert hints.enqueue_jobs() == [], "its time has not come again"
    assert "Traceback" not in work_off(redis_server, BULK)
    time.sleep(1)
    assert len(hints.enqueue_jobs()) == 1
    assert redis_client.llen("rq:queue:bulk") == 1


def test_a_flushed_store_costs_the_hints_in_it_and_no_later_one(redis_server: str, redis_client: Redis) -> None:
    hints = mark_time(redis_server)
    hints.enqueue_jobs()
    redis_client.flushall()
    time.sleep(1)
    assert len(hints.enqueue_jobs()) == 1
    assert redis_client.llen("rq:queue:bulk") == 1


def test_at_the_start_what_is_due_is_looked_for_at_once(redis_server: str, redis_client: Redis) -> None:
    environ = {**processes.SERVICE, "REDIS_URL": redis_server, "BACKEND_URL": "http://127.0.0.1:1"}
    command = [sys.executable, "-m", "jobs.cron"]
    with processes.running(command, environ, lambda: redis_client.llen("rq:queue:bulk") == 1) as started:
        started.terminate()
        assert started.wait(5) == 0
    (key,) = redis_client.scan_iter("rq:job:*")
    assert redis_client.hget(key, "description") == b"remind_all"


def test_without_its_store_it_ends_and_is_to_be_started_again() -> None:
    environ = {**processes.SERVICE, "REDIS_URL": "redis://127.0.0.1:9", "BACKEND_URL": "http://127.0.0.1:1"}
    with (
        pytest.raises(AssertionError, match="ended with 1"),
        processes.running([sys.executable, "-m", "jobs.cron"], environ, lambda: False),
    ):
        pass
