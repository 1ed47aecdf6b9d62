"""The one place where a job hands a text to the outbox and waits for what becomes of it."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from redis import RedisError

from jobs.machine import Machine
from jobs.messages import Outgoing, Status

REACHED_A_GATEWAY: Final = frozenset({Status.HANDED, Status.DELIVERED})


class NotYet(Exception):
    """The gateway did not take it, or the backend did not answer: the job is run again."""


def said(parts: Machine, message: Outgoing) -> Status:
    """Without its store the outbox sends nothing: whoever owes the message owes it still."""
    try:
        return parts.outbox.say(message)
    except RedisError:
        return Status.QUEUED


def settled(parts: Machine, subject: str) -> None:
    """Its owner knows that it was sent: owed again, it is another message."""
    with suppress(RedisError):
        parts.outbox.store.settle(subject)


def hand_over(parts: Machine, message: Outgoing) -> Status:
    """The same for what nobody waited for, or waits for no longer; counted by its kind."""
    status = said(parts, message)
    parts.counts.add(f"told_{'sent' if status in REACHED_A_GATEWAY else 'not_sent'}:{message.kind}")
    return status
