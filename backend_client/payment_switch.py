"""Refuses new payments while too many end in the unknown: a wallet in trouble must not collect more of them."""

from __future__ import annotations

import threading
from collections.abc import Callable

from backend_client.errors import BackendError
from backend_client.limits import Limits
from backend_client.notice_shapes import PaymentStatistics
from backend_client.payment_shapes import PaymentState

Read = Callable[[], PaymentStatistics]


class PaymentSwitch:
    """Looks at the share of unknowns among the orders of the last ten minutes; one look serves for some seconds."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._lock = threading.Lock()
        self._looked_at = clock() - limits.statistics_s
        self._paused = False

    def paused(self, read: Read) -> bool:
        """Whether new payments are refused now. The backend being away pauses nothing: it then refuses by itself."""
        if self._clock() - self._looked_at >= self._limits.statistics_s and self._lock.acquire(blocking=False):
            try:
                self._paused = self._too_many(read())
            except BackendError:
                self._paused = False
            finally:
                self._looked_at = self._clock()
                self._lock.release()
        return self._paused

    def _too_many(self, statistics: PaymentStatistics) -> bool:
        orders = sum(each.orders for each in statistics.recent)
        unknown = sum(each.orders for each in statistics.recent if each.state is PaymentState.UNKNOWN)
        return orders >= self._limits.statistics_orders and unknown > self._limits.unknown_share * orders
