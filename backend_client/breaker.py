"""Stops calling a backend that keeps failing, and asks it again with a single call."""

from __future__ import annotations

import threading
from collections.abc import Callable

from backend_client.errors import CircuitOpen
from backend_client.limits import Limits

Clock = Callable[[], float]


class Breaker:
    """Closed, then open for a while, then half open: one probe decides.

    Each opening starts a new generation, and a result counts only for the generation it was admitted in: calls still
    under way when the breaker opened neither close it nor keep it open.
    """

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._lock = threading.Lock()
        self._generation = 0
        self._open_until: float | None = None
        self._probing = False
        self._in_a_row = 0
        self._calls = 0
        self._failures = 0
        self._window_from = clock()

    @property
    def is_open(self) -> bool:
        """Whether calls are refused, but for a probe."""
        return self._open_until is not None

    def admit(self) -> int:
        """The generation to report with. Raises CircuitOpen."""
        if self._open_until is None:
            return self._generation
        with self._lock:
            if self._open_until is not None:
                if self._probing or self._clock() < self._open_until:
                    raise CircuitOpen("too many failures just now")
                self._probing = True
            return self._generation

    def succeeded(self, generation: int) -> None:
        """An answer came, be it a refusal."""
        with self._lock:
            if generation != self._generation:
                return
            self._in_a_row = 0
            if self._open_until is None:
                self._count(failures=0)
            else:
                self._close()

    def failed(self, generation: int) -> None:
        """No usable answer came."""
        with self._lock:
            if generation != self._generation:
                return
            self._in_a_row += 1
            self._count(failures=1)
            if self._open_until is not None or self._too_many():
                self._open()

    def withdrawn(self, generation: int) -> None:
        """The call ended in a way that says nothing about the backend; the next one may probe."""
        with self._lock:
            if generation == self._generation:
                self._probing = False

    def _count(self, failures: int) -> None:
        now = self._clock()
        if now - self._window_from > self._limits.window_s:
            self._window_from, self._calls, self._failures = now, 0, 0
        self._calls += 1
        self._failures += failures

    def _too_many(self) -> bool:
        limits = self._limits
        if self._in_a_row >= limits.failures_in_a_row:
            return True
        return self._calls >= limits.window_calls and self._failures >= limits.failure_share * self._calls

    def _open(self) -> None:
        self._generation += 1
        self._probing = False
        self._open_until = self._clock() + self._limits.open_s

    def _close(self) -> None:
        self._generation += 1
        self._probing = False
        self._open_until = None
        self._window_from, self._calls, self._failures = self._clock(), 0, 0
