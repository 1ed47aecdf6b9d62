"""Asks the backend every few seconds who is still to be told something: `python -m jobs.sweep`.

A webhook is a hint that may be lost, and so may be the queue. One question for all orders every five seconds costs less
than asking after each, and does without Redis: see docs/decisions/sweep.md.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import Final

import structlog

from backend_client.errors import BackendError
from jobs.machine import machine
from jobs.notices import tell

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


def main(*looks: Callable[[], object]) -> None:
    """Until told to stop. looks: what else is looked after each time; each must bear that what it needs is away."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    while not stopped.wait(EVERY_SECONDS):
        try:
            sweep()
        except BackendError as error:
            log.warning("sweep", error=type(error).__name__)
        for look in looks:
            look()


if __name__ == "__main__":
    from errands import look_again

    main(look_again)
