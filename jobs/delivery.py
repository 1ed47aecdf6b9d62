"""What workers do for the outbox: each job carries a reference or a keyed hash, and nothing else."""

from __future__ import annotations

from typing import Final

from jobs.machine import machine
from jobs.numbers import IN_A_ROW

BACKEND_SECONDS: Final = 20.0


def deliver(reference: str) -> None:
    """Hands the message to a gateway, unless somebody did or does."""
    machine().outbox.deliver(reference)


def report_stopped(number: str) -> None:
    """Has a case opened about a number that cannot be reached: the same one, however often it is told.

    number: its keyed hash. Raises BackendError.
    """
    parts = machine()
    for each in parts.outbox.numbers.stopped():
        if each.name == number and each.msisdn and not each.case:
            case = parts.backend(BACKEND_SECONDS).numbers.undeliverable(each.msisdn, IN_A_ROW)
            parts.outbox.numbers.case_opened(number, case.ref)
