"""The time on the pretend network: the backend's clock, so that a phone's messages stand in the order things happened."""

import threading
import time
from datetime import UTC, datetime, timedelta

from simulator import backend
from simulator.settings import Settings

ASK_AGAIN_S = 1.0
# An SMS must not wait for a backend that is slow: then the clock goes on by itself.
DEADLINE_S = 0.5


def written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_moment(text: str) -> datetime:
    """The earliest moment there is for what is no moment: one odd message must not hide the others."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class NetworkClock:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._told = datetime.now(UTC)
        self._frozen = False
        self._told_at = time.monotonic()
        self._ask_at = 0.0

    def now(self) -> datetime:
        with self._lock:
            if time.monotonic() >= self._ask_at:
                self._ask()
                self._ask_at = time.monotonic() + ASK_AGAIN_S
            return self._told if self._frozen else self._told + timedelta(seconds=time.monotonic() - self._told_at)

    def _ask(self) -> None:
        try:
            clock = backend.read(self._settings, "clock", deadline_s=DEADLINE_S)
            told = datetime.fromisoformat(clock["now"])
        except (backend.NoAnswer, backend.Refusal, KeyError, TypeError, ValueError):
            return
        self._told, self._frozen, self._told_at = told, clock.get("frozen") is True, time.monotonic()
