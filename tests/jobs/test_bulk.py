"""Who waits for an answer does not wait for those whom we write to unasked, however many they are."""

from __future__ import annotations

import os
import statistics
import sys
import time
from contextlib import ExitStack

import pytest
from redis import Redis

from jobs.messages import Priority
from tests import processes
from tests.jobs.gateways import listening
from tests.jobs.outboxes import bulk, outbox, reply

# BULK_MESSAGES=10000 is what docs/decisions/outbox.md tells of.
MANY = int(os.environ.get("BULK_MESSAGES", "500"))
REPLIES = 20
# Wanted: at once. A machine that runs other tests beside this one is no fault of the code.
SLOWEST_SECONDS = 5.0


@pytest.mark.timeout(300)
def test_replies_do_not_wait_for_bulk(redis_server: str, redis_client: Redis, capsys: pytest.CaptureFixture[str]) -> None:
    box = outbox(redis_client, redis_server)
    with listening() as gateway, ExitStack() as stack:
        for number in range(MANY):
            box.post(bulk(f"due:{number}"))
        environ = {**processes.SERVICE, "REDIS_URL": redis_server, "BACKEND_URL": "http://127.0.0.1:1", "SMS_URL": gateway.url}
        for queue in ("bulk", "replies"):
            stack.enter_context(processes.running([sys.executable, "-m", "jobs", queue], environ, lambda: True))
        processes.wait_until(lambda: len(gateway.received) > 20, 60, "bulk being under way")
        took = []
        for number in range(REPLIES):
            text, began = f"answer {number}", time.monotonic()
            box.post(reply(f"answer:{number}", text))
            processes.wait_until(lambda text=text: text in gateway.texts, 30, text)  # type: ignore[misc]
            took.append(time.monotonic() - began)
        left, _oldest = box.store.waiting(Priority.BULK)
    with capsys.disabled():
        middle, slowest = statistics.median(took), max(took)
        sys.stdout.write(f"\n  replies beside {left} of {MANY} waiting: median {middle:.3f} s, slowest of {REPLIES} {slowest:.3f} s\n")
    assert left > 0, "bulk was over before the replies: nothing was shown"
    assert max(took) < SLOWEST_SECONDS
