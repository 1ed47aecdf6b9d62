"""The way out for an answer to somebody's SMS."""

from __future__ import annotations

from jobs.machine import machine


def send(msisdn: str, text: str) -> None:
    """Raises NotSent."""
    machine().sms.send(msisdn, text)
