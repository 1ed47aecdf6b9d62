"""What is promised to be told by SMS: sealed in Redis for an hour under an opaque name, found by a worker, told once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from redis import Redis, RedisError

from jobs.handing import NotYet, hand_over
from jobs.machine import Machine
from jobs.messages import Outgoing, gone
from jobs.queue import connect, open_queue, wake
from seal import Seal, Unsealable
from settings import Settings

KEPT_SECONDS: Final = 3600
# Marks outlive what they are about, so that a job that is run again late says nothing twice.
TOLD_SECONDS: Final = 24 * 3600


class Owed:
    """kept, told: what the names of promises begin with in Redis, and those of the marks that they were told."""

    def __init__(self, settings: Settings, kept: str, told: str) -> None:
        store: Redis = connect(settings.redis_url)
        # redis-py annotates answers for both of its modes at once.
        self._redis: Any = store
        self._queue = open_queue(store)
        self._seal = Seal(settings.session_keys)
        self._kept, self._told = kept, told

    def promise(self, job: Callable[[str], None], name: str, what: bytes) -> bool:
        """Seals it, and puts one hint on the queue. Whether it will be told."""
        key = self._key(name)
        try:
            # The same again, whose first reply was lost, is promised already.
            if self._redis.set(key, self._seal.close(key, what), nx=True, ex=KEPT_SECONDS):
                wake(self._queue, job, name)
        except RedisError:
            with suppress(RedisError):
                self._redis.delete(key)
            return False
        return True

    def read(self, name: str) -> bytes | None:
        """None when it was told, is too old, or cannot be opened any more."""
        sealed = self._redis.get(self._key(name))
        try:
            return self._seal.open(self._key(name), sealed) if sealed else None
        except Unsealable:
            return None

    def tell(self, parts: Machine, name: str, message: Outgoing) -> None:
        """Sends the message, once. Raises RedisError, and NotYet when no gateway took it: then the job is run again."""
        mark = f"{self._told}:{name}"
        # Before the gateway is asked: who dies in between costs an answer, where the other order would tell it twice.
        if not self._redis.set(mark, 1, nx=True, ex=TOLD_SECONDS):
            return
        if not gone(hand_over(parts, message)):
            self._redis.delete(mark)
            raise NotYet
        self._redis.delete(self._key(name))

    def _key(self, name: str) -> bytes:
        return f"{self._kept}:{name}".encode()
