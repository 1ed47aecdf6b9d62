"""What may be spent: segments an hour, and numbers of which countries."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from redis import Redis

from jobs.messages import Priority

HOUR: Final = 3600
# Bulk stops here, so that who asks for an answer still gets one.
BULK_SHARE: Final = 0.8
PRETEND: Final = "+8562010"


class Spending:
    """segments: an hour, over all gateways. prefixes: of the numbers that may be sent to. Raises redis.RedisError."""

    def __init__(self, redis: Redis, segments: int, prefixes: Sequence[str], *, pretend_numbers: bool) -> None:
        self._redis = redis
        self._segments = segments
        self._prefixes = tuple(prefixes)
        self._pretend_numbers = pretend_numbers

    def foreign(self, msisdn: str) -> bool:
        """Whether the number is of a country that is not paid for, or of nobody."""
        return not msisdn.startswith(self._prefixes) or (msisdn.startswith(PRETEND) and not self._pretend_numbers)

    def allows(self, segments: int, priority: Priority) -> bool:
        """Whether this hour has room for it. Workers that ask at once may overshoot by a message each."""
        most = self._segments if priority is Priority.REPLY else self._segments * BULK_SHARE
        return self.spent() + segments <= most

    def spend(self, segments: int) -> None:
        """Counts what a gateway has taken, or may have."""
        with self._redis.pipeline() as steps:
            steps.incrby(_hour(), segments)
            steps.expire(_hour(), 2 * HOUR)
            steps.execute()

    def spent(self) -> int:
        """Segments of this hour."""
        return int(self._redis.get(_hour()) or 0)


def next_hour() -> float:
    """When there is room again."""
    return (time.time() // HOUR + 1) * HOUR


def _hour() -> str:
    return f"o:spent:{int(time.time() // HOUR)}"
