"""Refuses new payments while too many end in doubt: a wallet in trouble must not collect more of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from backend_client.errors import BackendError
from backend_client.limits import Limits
from backend_client.notice_shapes import PaymentStatistics
from backend_client.payment_shapes import PaymentState

Read = Callable[[], PaymentStatistics]
# Nobody knows yet whether money moved, or two words about it contradict each other.
IN_DOUBT: Final = frozenset({PaymentState.UNKNOWN, PaymentState.NEEDS_REVIEW})


class PaymentSwitch:
    """Looks at the share in doubt among the orders of the last ten minutes; one look serves for some seconds.

    Where a look fails, what was known stays true for as long as those orders are counted; after that, and where nothing was ever
    known, payments go on (docs/decisions/payment-switch.md).
    """

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._lock = threading.Lock()
        self._looked_at = self._known_at = float("-inf")
        self._too_many = False

    def paused(self, read: Read, looked_within_s: float = 0) -> bool:
        """Whether new payments are refused now. looked_within_s: a look as old as this still serves."""
        old = max(looked_within_s, self._limits.statistics_s)
        if self._clock() - self._looked_at >= old and self._lock.acquire(blocking=False):
            try:
                self._look(read)
            finally:
                self._looked_at = self._clock()
                self._lock.release()
        return self._too_many and self._clock() - self._known_at < self._limits.statistics_kept_s

    def _look(self, read: Read) -> None:
        try:
            recent = read().recent
        except BackendError:
            return
        orders = sum(each.orders for each in recent)
        in_doubt = sum(each.orders for each in recent if each.state in IN_DOUBT)
        self._too_many = orders >= self._limits.statistics_orders and in_doubt > self._limits.unknown_share * orders
        self._known_at = self._clock()
