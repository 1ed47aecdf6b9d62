"""One value shared by all threads: asked for by one of them, and the last known one kept when asking fails."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from backend_client.errors import DeadlineExceeded, Unavailable

T = TypeVar("T")
Clock = Callable[[], float]


class Fetched(NamedTuple, Generic[T]):
    """A value, how long it is fresh and how long it may still be used."""

    value: T
    fresh_s: float
    usable_s: float


class _Kept(NamedTuple, Generic[T]):
    value: T
    since: float
    fresh_until: float
    usable_until: float


class Remembered(Generic[T]):
    """A fresh value costs no lock. A stale one is given to all but the thread that renews it."""

    def __init__(self, clock: Clock, again_s: float) -> None:
        self._clock = clock
        self._again_s = again_s
        self._lock = threading.Lock()
        self._kept: _Kept[T] | None = None

    def get(self, fetch: Callable[[bool], Fetched[T]], wait_s: float) -> T:
        """fetch is told whether there is a value to fall back on. Raises what fetch raises when there is none."""
        kept = self._kept
        now = self._clock()
        if kept is not None and now < kept.fresh_until:
            return kept.value
        if kept is not None and now < kept.usable_until:
            return self._renewed(fetch, kept) if self._lock.acquire(blocking=False) else kept.value
        if not self._lock.acquire(timeout=max(wait_s, 0)):
            raise DeadlineExceeded("another thread is still asking", may_have_acted=False)
        try:
            # Another thread may have asked while this one waited.
            if (found := self._kept) is not None and found is not kept and self._clock() < found.usable_until:
                return found.value
            return self._keep(fetch(False))
        finally:
            self._lock.release()

    def forget(self, value: T, at_least_s: float) -> bool:
        """Whether asking again makes sense: it is not this value any more, or it was kept for so long."""
        kept = self._kept
        if kept is None or kept.value != value:
            return True
        if self._clock() - kept.since < at_least_s:
            return False
        self._kept = None
        return True

    def _renewed(self, fetch: Callable[[bool], Fetched[T]], kept: _Kept[T]) -> T:
        try:
            return self._keep(fetch(True))
        except Unavailable:
            self._kept = kept._replace(fresh_until=self._clock() + self._again_s)
            return kept.value
        finally:
            self._lock.release()

    def _keep(self, fetched: Fetched[T]) -> T:
        now = self._clock()
        self._kept = _Kept(fetched.value, now, now + fetched.fresh_s, now + fetched.usable_s)
        return fetched.value
