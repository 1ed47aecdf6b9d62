"""What jobs count, kept in Redis for /metrics: work-horses live for one job only, so they cannot be asked."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from redis import Redis, RedisError

from backend_client.payment_shapes import PaymentOrder

KEY: Final = "counts"
# As long as a number shows its payments, and so may ask to be told of one again.
KEPT_SECONDS: Final = 90 * 24 * 3600


class Counts:
    """Lost counts cost nothing: a store that is away is passed over."""

    def __init__(self, store: Redis) -> None:
        self._store = store

    def add(self, name: str, amount: float = 1) -> None:
        """Adds to a count."""
        with suppress(RedisError):
            self._store.hincrbyfloat(KEY, name, amount)

    def posted(self, order: PaymentOrder) -> None:
        """How long money waited to count, in seconds."""
        if order.paid_at and order.posted_at and self._first(order.id):
            self.add("paid_to_posted_seconds_sum", max(0.0, (order.posted_at - order.paid_at).total_seconds()))
            self.add("paid_to_posted_seconds_count")

    def _first(self, order_id: str) -> bool:
        """Several are told of one order, and some ask to be told again."""
        with suppress(RedisError):
            return bool(self._store.set(f"counted:{order_id}", 1, nx=True, ex=KEPT_SECONDS))
        return False

    def all(self) -> Mapping[str, float]:
        """Every count by its name; empty when the store is away."""
        with suppress(RedisError):
            return {_text(name): float(value) for name, value in self._store.hgetall(KEY).items()}
        return {}


def _text(name: bytes | str) -> str:
    return name.decode() if isinstance(name, bytes) else name
