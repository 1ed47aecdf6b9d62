"""Carries forms to the service, each again and again until it is answered 200, as Africa's Talking does."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from simulator.carrier import CarrierError, exchange

# The real one goes on for twelve hours; nobody watches a pretend phone for so long.
PAUSES_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 30.0, 30.0)
DEADLINE_S = 10.0
CARRIERS = 4


@dataclass(frozen=True)
class Parcel:
    """settled: told in the end whether the service took it."""

    url: str
    form: bytes
    settled: Callable[[bool], None]
    tries: int = 0


class Courier:
    def __init__(self, pauses_s: tuple[float, ...] = PAUSES_S, deadline_s: float = DEADLINE_S) -> None:
        self._pauses_s = pauses_s
        self._deadline_s = deadline_s
        self._waiting: list[tuple[float, int, Parcel]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._closed = False
        self._carriers = [threading.Thread(target=self._work, daemon=True) for _ in range(CARRIERS)]
        for carrier in self._carriers:
            carrier.start()

    def carry(self, parcel: Parcel, after_s: float = 0.0) -> None:
        with self._changed:
            heapq.heappush(self._waiting, (time.monotonic() + after_s, next(self._numbers), parcel))
            self._changed.notify()

    def carry_now(self, parcel: Parcel) -> None:
        """The first try before this returns; the others, where they are needed, after it."""
        self._try(parcel)

    def close(self) -> None:
        """What was not taken yet is not tried again."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for carrier in self._carriers:
            carrier.join()

    def _work(self) -> None:
        while (parcel := self._next()) is not None:
            self._try(parcel)

    def _next(self) -> Parcel | None:
        with self._changed:
            while not self._closed:
                left = self._waiting[0][0] - time.monotonic() if self._waiting else None
                if left is not None and left <= 0:
                    return heapq.heappop(self._waiting)[2]
                self._changed.wait(left)
        return None

    def _try(self, parcel: Parcel) -> None:
        if self._is_taken(parcel):
            parcel.settled(True)
        elif parcel.tries < len(self._pauses_s):
            self.carry(Parcel(parcel.url, parcel.form, parcel.settled, parcel.tries + 1), self._pauses_s[parcel.tries])
        else:
            parcel.settled(False)

    def _is_taken(self, parcel: Parcel) -> bool:
        try:
            return exchange("POST", parcel.url, parcel.form, self._deadline_s).status == 200
        except CarrierError:
            return False
