"""Hints reach a worker once, carry an id only, and a lost worker loses none."""

import json
import os
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from redis import ConnectionError as StoreGone
from redis import Redis

from deploy import sessions
from jobs.queue import FAILURE_TTL, LATER, connect, open_queue, wake
from tests import processes
from tests.jobs import subjects

# Seconds; RQ's own intervals take more than ten minutes.
FOUND_AGAIN = 100


def worker(redis_url: str, queue: str = LATER, *, burst: bool = False) -> list[str]:
    """A command that works through the queue, until it is empty or for ever."""
    code = "from jobs.queue import connect\nfrom jobs.worker import make_worker\n"
    return [sys.executable, "-c", f"{code}make_worker(connect({redis_url!r}), {queue!r}).work(burst={burst})"]


def work_off(redis_url: str, queue: str = LATER) -> str:
    done = subprocess.run(worker(redis_url, queue, burst=True), cwd=processes.ROOT, capture_output=True, text=True, timeout=30, check=True)
    return done.stdout + done.stderr


def test_a_hint_is_acted_on_once(redis_server: str, redis_client: Redis) -> None:
    with connect(redis_server) as connection:
        wake(open_queue(connection), subjects.mark, f"{redis_server} order-1")
    work_off(redis_server)
    assert redis_client.get("marked:order-1") == b"1"


def test_neither_the_log_nor_the_description_shows_what_it_is_about(redis_server: str, redis_client: Redis) -> None:
    with connect(redis_server) as connection:
        wake(open_queue(connection), subjects.mark, f"{redis_server} canary")
    (key,) = redis_client.scan_iter("rq:job:*")
    assert redis_client.hget(key, "description") == b"mark"
    assert "canary" not in work_off(redis_server)


def test_a_failure_is_kept_a_day_and_arguments_are_json(redis_server: str, redis_client: Redis) -> None:
    with connect(redis_server) as connection:
        wake(open_queue(connection), subjects.fail, "order-2")
    (key,) = redis_client.scan_iter("rq:job:*")
    work_off(redis_server)
    assert 0 < redis_client.ttl(key) <= FAILURE_TTL
    data = redis_client.hget(key, "data")
    assert isinstance(data, bytes)
    assert json.loads(zlib.decompress(data))[2] == ["order-2"]


def test_a_dead_store_is_told_within_a_second(tmp_path: Path) -> None:
    with processes.redis_server(tmp_path) as url, connect(url) as connection:
        queue = open_queue(connection)
        os.kill(int(connection.info("server")["process_id"]), signal.SIGKILL)
        begun = time.monotonic()
        with pytest.raises(StoreGone):
            wake(queue, subjects.mark, "order-3")
        assert time.monotonic() - begun < 1


@pytest.mark.long
@pytest.mark.timeout(180)
def test_what_killed_workers_held_is_done_by_another(redis_server: str, redis_client: Redis) -> None:
    with connect(redis_server) as connection:
        wake(open_queue(connection), subjects.mark_slowly, f"{redis_server} in-the-middle")
        with processes.running(worker(redis_server), {}, lambda: redis_client.get("started:in-the-middle") is not None) as fallen:
            for process in sessions.members({fallen.pid}):
                os.kill(process, signal.SIGKILL)
        redis_client.set("quick", 1)
        wake(open_queue(connection), subjects.mark, f"{redis_server} just-popped")
    # As a worker leaves it that is killed between taking a job and starting it.
    assert redis_client.lmove("rq:queue:later", "rq:queue:later:intermediate", "RIGHT", "LEFT")
    with processes.running(worker(redis_server), {}, lambda: redis_client.scard("rq:workers") > 0):
        for name in ("in-the-middle", "just-popped"):
            processes.wait_until(lambda name=name: redis_client.get(f"marked:{name}") is not None, FOUND_AGAIN, f"{name} being done")  # type: ignore[misc]


def test_the_worker_runs_on_the_services_own_settings(redis_server: str, redis_client: Redis) -> None:
    environ = {**processes.SERVICE, "REDIS_URL": redis_server, "BACKEND_URL": "http://127.0.0.1:1"}
    with processes.running([sys.executable, "-m", "jobs"], environ, lambda: redis_client.scard("rq:workers") == 1):
        pass
