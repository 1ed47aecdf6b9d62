"""The way out for an answer to somebody's SMS."""

from __future__ import annotations

from redis import RedisError

from jobs.handing import said
from jobs.machine import machine
from jobs.messages import Outgoing, Priority, gone
from jobs.sending import NotSent


def send(name: str, msisdn: str, text: str) -> None:
    """name: the inbound message's own. Raises NotSent while it is to be tried again."""
    parts = machine()
    try:
        # Where an SMS came from, one arrives.
        parts.outbox.numbers.reached(parts.outbox.store.name_of(msisdn))
    except RedisError:
        raise NotSent("no store") from None
    status = said(parts, Outgoing(msisdn, text, Priority.REPLY, "answer", f"answer:{name}"))
    if not gone(status):
        raise NotSent(status)


def opt_in(msisdn: str) -> None:
    """Who told the gateway to stop, and asks for reminders again. Raises redis.RedisError."""
    outbox = machine().outbox
    outbox.numbers.opt_in(outbox.store.name_of(msisdn))
