"""The sandbox's own time: it starts on 22 November 2026 at nine in Vientiane, and can be set, moved, frozen."""

from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime, timedelta

from sandbox.moments import VIENTIANE, day_in_laos

START = datetime(2026, 11, 22, 9, tzinfo=VIENTIANE).astimezone(UTC)


class Clock:
    """One for the process; reading takes no lock because a reading uses one tuple."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._standing: tuple[datetime, float | None] = (START, time.monotonic())

    def now(self) -> datetime:
        at, since = self._standing
        return at if since is None else at + timedelta(seconds=time.monotonic() - since)

    def today(self) -> date:
        return day_in_laos(self.now())

    @property
    def frozen(self) -> bool:
        return self._standing[1] is None

    def set(self, now: datetime | None = None, *, advance: timedelta = timedelta(), frozen: bool | None = None) -> None:
        with self._lock:
            at = (self.now() if now is None else now) + advance
            stands = self.frozen if frozen is None else frozen
            self._standing = (at, None if stands else time.monotonic())

    def reset(self) -> None:
        self._standing = (START, time.monotonic())
