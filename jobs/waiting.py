"""Orders that wait for the job that is about to look: one job tells of many, for a fork costs more than an SMS.

The ids are hints as the queue's are. They may be lost with Redis, or with the job that holds one; the sweep finds the order.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from redis import Redis
from rq import Queue

from jobs.queue import wake

ORDERS: Final = "waiting"
AWAKE: Final = "waiting:awake"
# A job that died before it began keeps others from being woken for no longer than the sweep takes.
AWAKE_SECONDS: Final = 5
# For so long it is known that an order was told of when its months counted.
TOLD, TOLD_SECONDS = "waiting:told:", 60
# The sweep has told of older ones.
STALE_SECONDS: Final = 30.0
# Another order may be on its way: while so many are paid that one comes in this time, no other fork is needed.
LINGER_SECONDS = 1.0
# Far shorter than the store is waited for.
LOOK_SECONDS = 0.1
# After this a job takes up no more, so that it ends well before its time and a worker that is told to stop can.
LONGEST_SECONDS: Final = 10.0


class Waiting:
    """First come, first told. Every call raises redis.RedisError when the store is away."""

    def __init__(self, store: Redis) -> None:
        self._store = store

    def wake(self, queue: Queue, job: Callable[[str], object], order_id: str) -> None:
        """Wakes a job with this id, unless one is woken already that has not begun: it finds the id here."""
        with self._store.pipeline(transaction=False) as both:
            # In this order: a job that is found awake looks here only later.
            both.zadd(ORDERS, {order_id: time.time()}, nx=True)
            both.set(AWAKE, 1, nx=True, ex=AWAKE_SECONDS)
            _, alone = both.execute()
        if alone:
            wake(queue, job, order_id)

    def wake_unless_told(self, queue: Queue, job: Callable[[str], object], order_id: str) -> None:
        """For the news that the months count: it comes after that of the order, and who was told of both needs no second look."""
        if not self._store.exists(TOLD + order_id):
            self.wake(queue, job, order_id)

    def told(self, order_id: str) -> None:
        """Its months counted when it was read. What could not be sent then, the sweep finds."""
        self._store.set(TOLD + order_id, 1, ex=TOLD_SECONDS)

    def begin(self) -> None:
        """From here on the next order wakes another job."""
        self._store.delete(AWAKE)

    def until_none_comes(self) -> Iterator[str]:
        """The oldest, and so on, until none has come for a while."""
        began = last = time.monotonic()
        while time.monotonic() < min(began + LONGEST_SECONDS, last + LINGER_SECONDS):
            if (order_id := self._next()) is not None:
                yield order_id
                last = time.monotonic()

    def _next(self) -> str | None:
        """Waits a moment for one: whoever looks is woken by it, and asks no oftener than he must."""
        found: Any = self._store.bzpopmin(ORDERS, timeout=LOOK_SECONDS)
        if found is None:
            return None
        _, order_id, since = found
        return order_id.decode() if since > time.time() - STALE_SECONDS else None
