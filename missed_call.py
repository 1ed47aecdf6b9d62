"""Answers a missed call by SMS with how many months are paid, at the assurance of an SMS: what a job needs of all parts."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from redis import Redis, RedisError

from asking import ask
from channels.voice.africastalking import Called
from engine.sms import texts
from flows import months_by_sms
from jobs import late_words
from jobs.handing import NotYet, hand_over
from jobs.machine import Machine, machine
from jobs.messages import Outgoing, Priority, gone
from jobs.queue import connect, open_queue, wake
from jobs.reminder_words import dialled
from seal import Seal, Unsealable
from settings import Settings

KEPT_SECONDS: Final = 3600


def called_by(settings: Settings) -> Called:
    """What a missed call is handed to: its number sealed in Redis, one hint on the queue."""
    seal, store = Seal(settings.session_keys), connect(settings.redis_url)
    queue = open_queue(store)

    def called(name: str, person: str) -> bool:
        try:
            store.set(_key(name), seal.close(_key(name), person.encode()), ex=KEPT_SECONDS)
            wake(queue, answer, name)
        except RedisError:
            with suppress(RedisError):
                store.delete(_key(name))
            return False
        return True

    return called


def answer(name: str) -> None:
    """Sends one balance, once. Raises RedisError, and NotYet when the backend is away or no gateway took it: then it is run again."""
    parts = machine()
    store = connect(parts.settings.redis_url)
    person = _opened(parts, store, name)
    if not person:
        return
    text = balance(parts, person)
    # As for late answers: rather lost with a worker that dies than told twice.
    if not store.set(b"vt:" + name.encode(), 1, nx=True, ex=KEPT_SECONDS):
        return
    if not gone(hand_over(parts, Outgoing(person, text, Priority.REPLY, "missed_call", f"missed:{name}"))):
        store.delete(b"vt:" + name.encode())
        raise NotYet
    store.delete(_key(name))


def balance(parts: Machine, person: str) -> str:
    """What `BAL` by SMS is answered. Raises NotYet when the backend is away."""
    flow, screen = ask(parts, person, "balance")
    if flow == months_by_sms.flow.name:
        return texts(screen)[0]
    # A stranger, a class that sees no months, a shared or a held number: the same for all of them.
    return late_words.by_dialling(dialled(parts.settings.service_code, "2"))


def _opened(parts: Machine, store: Redis, name: str) -> str:
    blob = store.get(_key(name))
    if not isinstance(blob, bytes):
        return ""
    try:
        return Seal(parts.settings.session_keys).open(_key(name), blob).decode()
    except Unsealable:
        return ""


def _key(name: str) -> bytes:
    return b"vc:" + name.encode()
