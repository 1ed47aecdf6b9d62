"""Which gateway takes the next message: the first in order that has not failed too often of late."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Final

from redis import Redis

from jobs.sending import Way

# So many failures within so many seconds open the circuit; after that one message tries, and the others follow when it got through.
FAILURES: Final = 5
WITHIN_SECONDS: Final = 30.0
OPEN_SECONDS: Final = 30.0
# A probe that was never heard of again, because its worker died.
PROBE_SECONDS: Final = 20.0


class Circuit:
    """One gateway's, shared by every worker. All raise redis.RedisError."""

    def __init__(self, redis: Redis, name: str, open_seconds: float = OPEN_SECONDS) -> None:
        self._redis = redis
        self._open_seconds = open_seconds
        self._errors, self._open, self._tripped, self._probe = (f"o:c:{name}:{part}" for part in ("errors", "open", "tripped", "probe"))

    def lets(self) -> bool:
        """Whether a message may be tried now; a yes on a half-open circuit is given to one message only."""
        is_open, tripped = self._redis.mget(self._open, self._tripped)
        if is_open:
            return False
        return not tripped or bool(self._redis.set(self._probe, 1, nx=True, px=_milliseconds(PROBE_SECONDS)))

    def is_open(self) -> bool:
        """Whether it was tripped and no message got through since."""
        return bool(self._redis.exists(self._tripped))

    def failed(self) -> None:
        """The gateway was away, or refused us whatever the message was."""
        now = time.time()
        with self._redis.pipeline() as steps:
            steps.zadd(self._errors, {f"{now:.6f}": now})
            steps.zremrangebyscore(self._errors, 0, now - WITHIN_SECONDS)
            steps.expire(self._errors, int(WITHIN_SECONDS) + 1)
            steps.zcard(self._errors)
            steps.get(self._tripped)
            *_, failures, tripped = steps.execute()
        if tripped or failures >= FAILURES:
            self._trip()

    def succeeded(self) -> None:
        """It takes messages."""
        if self._redis.exists(self._tripped, self._errors):
            self._redis.delete(self._errors, self._open, self._tripped, self._probe)

    def _trip(self) -> None:
        with self._redis.pipeline() as steps:
            steps.set(self._open, 1, px=_milliseconds(self._open_seconds))
            steps.set(self._tripped, 1)
            steps.delete(self._probe)
            steps.execute()


class Ways:
    """The gateways that exist, in the order in which they are wanted."""

    def __init__(self, redis: Redis, ways: Sequence[Way], open_seconds: float = OPEN_SECONDS) -> None:
        self._ways = [(way, Circuit(redis, way.name, open_seconds)) for way in ways]

    def working(self) -> Iterator[tuple[Way, Circuit]]:
        """Each asked only when it is its turn; none when every one is failing."""
        return ((way, circuit) for way, circuit in self._ways if circuit.lets())

    def failing(self) -> dict[str, bool]:
        """By name, whether it is passed over now."""
        return {way.name: circuit.is_open() for way, circuit in self._ways}


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)
