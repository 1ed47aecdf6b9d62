"""Outboxes for tests, over a real store and real gateways."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from redis import Redis

from jobs.africastalking import AfricasTalkingSms
from jobs.circuit import Ways
from jobs.coded import unsigned
from jobs.kannel import KannelSms
from jobs.messages import Outgoing, Priority, Status
from jobs.outbox import BACKOFF, Outbox
from jobs.outbox_parts import make_outbox
from jobs.sending import Way
from settings import read_settings
from tests.jobs.gateways import Gateway
from tests.processes import SERVICE

PERSON = "+8562010000008"
HASH_KEY = b"fedcba98765432100123456789abcdef"


def outbox(store: Redis, redis_url: str, *ways: Way, open_seconds: float = 30.0, **settings: str) -> Outbox:
    """settings: as in the environment, over those of the service."""
    made = make_outbox(read_settings({**SERVICE, "BACKEND_URL": "http://127.0.0.1:1", "REDIS_URL": redis_url, **settings}), store)
    return replace(made, ways=Ways(store, ways, open_seconds), sign=unsigned)


def africastalking(gateway: Gateway) -> AfricasTalkingSms:
    return AfricasTalkingSms(gateway.url, "lsso", "key", "LSSO")


def kannel(gateway: Gateway) -> KannelSms:
    return KannelSms(f"{gateway.url}/cgi-bin/sendsms", "lsso", "word", "LSSO", "http://127.0.0.1:9/sms/kannel/demo/delivery")


def reply(subject: str = "answer:1", text: str = "22 months", msisdn: str = PERSON) -> Outgoing:
    return Outgoing(msisdn, text, Priority.REPLY, "answer", subject)


def bulk(subject: str = "due:1", text: str = "A month is due", msisdn: str = PERSON) -> Outgoing:
    """By day, whenever the test is run."""
    return Outgoing(msisdn, text, Priority.BULK, "due", subject, evening=time.time() + 6 * 3600)


def tries_to_the_end(box: Outbox, store: Redis, reference: str) -> None:
    """Each time with the gateway's circuit closed again; the last try gives the message up."""
    for _ in range(len(BACKOFF)):
        assert box.deliver(reference) is Status.QUEUED
        store.delete(*store.scan_iter("o:c:*"))
    assert box.deliver(reference) is Status.GIVEN_UP
    assert box.store.waiting(Priority.BULK)[0] == 0


def everything(store: Redis) -> bytes:
    """All that lies in the store, names and values."""
    found: list[Any] = []
    for key in store.scan_iter():
        kind = store.type(key)
        read: dict[bytes, Any] = {
            b"hash": store.hgetall, b"string": store.get, b"set": store.smembers,
            b"zset": lambda key: store.zrange(key, 0, -1), b"list": lambda key: store.lrange(key, 0, -1),
        }  # fmt: skip
        found += [key, read[kind](key)]  # type: ignore[index]
    return repr(found).encode()


def later(store: Redis, keys: Sequence[str], seconds: float) -> None:
    """Pretends that so much time has passed for these messages' leases and turns."""
    for reference in keys:
        name = f"o:m:{reference}"
        for field in ("until", "posted"):
            if (value := store.hget(name, field)) is not None:
                store.hset(name, field, str(float(value) - seconds))
        for priority in Priority:
            if (score := store.zscore(f"o:due:{priority}", reference)) is not None:
                store.zadd(f"o:due:{priority}", {reference: float(score) - seconds})
