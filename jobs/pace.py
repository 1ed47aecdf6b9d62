"""So many messages a second for each gateway, whoever sends them; replies may use all of it, bulk leaves room."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Final

from redis import Redis

from jobs.messages import Priority

# Of the second's worth that may go at once, bulk leaves this much to replies.
LEFT_FOR_REPLIES: Final = 0.5

# KEYS: bucket. ARGV: rate, now, what must be left, whether to take in advance.
# Answers the milliseconds to wait, or -1 - ms when nothing was taken.
TAKE: Final = """
local rate = tonumber(ARGV[1])
local most = math.max(1, rate)
local now = tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = math.min(most, (tonumber(kept[1]) or most) + math.max(0, now - (tonumber(kept[2]) or now)) * rate)
local short = tonumber(ARGV[3]) + 1 - left
if short > 0 and ARGV[4] == '0' then return -1 - math.ceil(short / rate * 1000) end
redis.call('HSET', KEYS[1], 'left', left - 1, 'at', now)
redis.call('EXPIRE', KEYS[1], 60)
return math.max(0, math.ceil(short / rate * 1000))
"""


class Pace:
    """rates: messages a second by gateway; one that is not named is not held back. Raises redis.RedisError."""

    def __init__(self, redis: Redis, rates: Mapping[str, float]) -> None:
        self._take = redis.register_script(TAKE)
        self._rates = rates

    def hold(self, gateway: str, priority: Priority, patience: float) -> bool:
        """Waits for its turn; whether it came within the patience, in seconds."""
        until = time.monotonic() + patience
        while (wait := self._wait(gateway, priority)) < 0:
            if time.monotonic() - wait > until:
                return False
            time.sleep(-wait)
        time.sleep(wait)
        return True

    def _wait(self, gateway: str, priority: Priority) -> float:
        """Seconds until it may go; negative when it has to ask again after so many."""
        rate = self._rates.get(gateway, 0.0)
        if rate <= 0:
            return 0.0
        is_reply = priority is Priority.REPLY
        most = max(1.0, rate)
        # One must fit in beside what is left, or bulk would never have its turn at a slow gateway.
        left = 0.0 if is_reply else min(most * LEFT_FOR_REPLIES, most - 1)
        said = int(self._take(["o:pace:" + gateway], [rate, time.time(), left, int(is_reply)]))
        return said / 1000 if said >= 0 else -max(1, -1 - said) / 1000
