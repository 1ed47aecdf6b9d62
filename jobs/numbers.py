"""Numbers that cannot be reached, and those that want nothing unasked: named by a keyed hash, never in clear."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from redis import Redis

from jobs.messages import Priority
from seal import Seal, Unsealable

IN_A_ROW: Final = 5
KEPT_SECONDS: Final = 90 * 24 * 3600
STOPPED: Final = "o:stopped"
# With the time at which the gateway told.
OPTED_OUT: Final = "o:opted-out"
# Those of them that the backend does not know of yet, each number sealed.
UNTOLD: Final = "o:opted-out:untold"

# KEYS: number, stopped. ARGV: its name, in a row, seconds kept, sealed. Answers 1 when this failure stopped it.
FAILED: Final = """
local failures = redis.call('HINCRBY', KEYS[1], 'failures', 1)
redis.call('EXPIRE', KEYS[1], ARGV[3])
if failures < tonumber(ARGV[2]) or redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[4])
return 1
"""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A number nothing is sent to but what was asked for from there. name: its keyed hash. case: of the backend, "" until it is opened."""

    name: str
    msisdn: str
    since: float
    case: str


class Numbers:
    """All raise redis.RedisError."""

    def __init__(self, redis: Redis, seal: Seal) -> None:
        # redis-py annotates answers for both of its modes at once.
        self._redis: Any = redis
        self._seal = seal
        self._failed = redis.register_script(FAILED)

    def failed(self, name: str, msisdn: str) -> bool:
        """Whether this failure, as so many in a row, stopped the number."""
        sealed = self._seal.close(name.encode(), f"{time.time():.0f} {msisdn}".encode())
        return bool(self._failed([_key(name), STOPPED], [name, IN_A_ROW, KEPT_SECONDS, sealed]))

    def reached(self, name: str) -> None:
        """An SMS arrived there, or one came from there: it begins anew."""
        with self._redis.pipeline() as steps:
            steps.delete(_key(name))
            steps.hdel(STOPPED, name)
            steps.execute()

    def refuses(self, name: str, priority: Priority, *, asked: bool = False) -> str:
        """Why it may not be sent there: `stopped`, `opted out`, or ""."""
        with self._redis.pipeline() as steps:
            steps.hexists(STOPPED, name)
            steps.zscore(OPTED_OUT, name)
            stopped, opted_out = steps.execute()
        if stopped and not asked:
            return "stopped"
        return "opted out" if opted_out is not None and priority is Priority.BULK else ""

    def opt_out(self, name: str, msisdn: str) -> None:
        """Nothing unasked any more; answers and receipts still."""
        self._redis.hset(UNTOLD, name, self._seal.close(name.encode(), msisdn.encode()))
        self._redis.zadd(OPTED_OUT, {name: time.time()}, nx=True)

    def opt_in(self, name: str) -> None:
        """She asked for it again."""
        with self._redis.pipeline() as steps:
            steps.zrem(OPTED_OUT, name)
            steps.hdel(UNTOLD, name)
            steps.execute()

    def untold(self) -> list[str]:
        """Names of those who opted out, and of whom the backend is still to be told."""
        return [name.decode() for name in self._redis.hkeys(UNTOLD)]

    def untold_of(self, name: str) -> str:
        """The number; "" when the backend knows, when she asked for it again, or when its key is gone."""
        sealed = self._redis.hget(UNTOLD, name)
        try:
            return self._seal.open(name.encode(), sealed).decode() if sealed else ""
        except Unsealable:
            return ""

    def told(self, name: str) -> None:
        """The backend knows."""
        self._redis.hdel(UNTOLD, name)

    def opted_out(self) -> list[tuple[str, float]]:
        """Names, and since when, oldest first."""
        return [(name.decode(), since) for name, since in self._redis.zrange(OPTED_OUT, 0, -1, withscores=True)]

    def free(self, name: str) -> bool:
        """Neither stopped nor opted out any more; whether it was either."""
        with self._redis.pipeline() as steps:
            steps.hdel(STOPPED, name)
            steps.zrem(OPTED_OUT, name)
            steps.delete(_key(name))
            steps.hdel(UNTOLD, name)
            was_stopped, was_out, *_rest = steps.execute()
        return bool(was_stopped or was_out)

    def case_opened(self, name: str, case: str) -> None:
        """case: its number at the backend."""
        self._redis.hset(_key(name), "case", case)
        self._redis.expire(_key(name), KEPT_SECONDS)

    def stopped(self) -> Iterator[Stopped]:
        """All of them, for the people who run the service and for the sweep."""
        for name, sealed in self._redis.hscan_iter(STOPPED):
            try:
                since, _, msisdn = self._seal.open(name, sealed).decode().partition(" ")
            except Unsealable:
                # Its key is gone: the number stays stopped, and nobody can say which it was.
                since, msisdn = "0", ""
            case = self._redis.hget(_key(name.decode()), "case") or b""
            yield Stopped(name.decode(), msisdn, float(since), case.decode())

    def count(self) -> int:
        """How many are stopped."""
        return int(self._redis.hlen(STOPPED))


def _key(name: str) -> str:
    return f"o:n:{name}"
