"""Asks the backend every few seconds who is still to be told something, and wakes SMS that nobody saw to: `python -m jobs.sweep`.

A webhook is a hint that may be lost, and so may be the queue. One question for all orders every five seconds costs less
than asking after each, and keeps no schedule that Redis could lose: see docs/decisions/sweep.md.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import Final

import structlog
from redis import RedisError

from backend_client.errors import BackendError
from jobs.delivery import report_stopped
from jobs.machine import machine
from jobs.notices import tell
from jobs.outbox_parts import room

log = structlog.get_logger("jobs")
EVERY_SECONDS: Final = 5.0
BACKEND_SECONDS: Final = 10.0


def sweep() -> int:
    """Tells everybody who is owed something; how many orders were looked at. Raises BackendError when the list cannot be had."""
    due = machine().backend(BACKEND_SECONDS).payment_desk.due().items
    for order_id in due:
        try:
            tell(order_id)
        except BackendError as error:
            # The next sweep finds it again; one order must not hold up the others.
            log.warning("sweep", error=type(error).__name__)
    return len(due)


def wake_messages() -> None:
    """SMS whose hint was lost or whose time has come again, and stopped numbers that no case was opened about. Raises BackendError."""
    outbox = machine().outbox
    try:
        outbox.wake_due(lambda priority: room(outbox.store.redis, priority))
        for number in outbox.numbers.stopped():
            if not number.case:
                report_stopped(number.name)
    except RedisError as error:
        # Without the store nothing is sent, and nothing is forgotten that the backend does not know.
        log.warning("sweep", error=type(error).__name__)


def main(*looks: Callable[[], object]) -> None:
    """Until told to stop. looks: what else is looked after each time; each must bear that what it needs is away."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    while not stopped.wait(EVERY_SECONDS):
        for look in (sweep, wake_messages, *looks):
            try:
                look()
            except BackendError as error:
                log.warning("sweep", error=type(error).__name__)


if __name__ == "__main__":
    from errands import look_again, opt_outs

    main(look_again, opt_outs)
