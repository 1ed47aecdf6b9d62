"""How payments go, for /metrics: asked of the backend when somebody looks, and of what the jobs counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from backend_client.errors import BackendError, Unavailable
from backend_client.notice_shapes import PaymentStatistics

if TYPE_CHECKING:
    from backend_client import BackendClient

KEPT_SECONDS: Final = 5.0
BACKEND_SECONDS: Final = 1.0
Counts = Callable[[], Mapping[str, float]]


class PaymentFigures(Collector):
    """Orders by state, the oldest that nobody knows of, whether new ones pause, how long money waited to count, receipts sent."""

    def __init__(self, client: BackendClient, counts: Counts) -> None:
        self._client = client
        self._counts = counts
        self._kept: tuple[float, PaymentStatistics | None] = (-KEPT_SECONDS, None)

    def collect(self) -> Iterator[Metric]:
        """The figures of now; without the backend only what was counted here."""
        statistics = self._statistics()
        if statistics is not None:
            orders = GaugeMetricFamily("payment_orders", "Orders by state", labels=["state"])
            for each in statistics.by_state:
                orders.add_metric([each.state], each.orders)
            yield orders
            yield GaugeMetricFamily("payment_oldest_unknown_seconds", "Age of the oldest unknown", statistics.oldest_unknown_s or 0)
            yield GaugeMetricFamily(
                "payment_oldest_unposted_seconds", "Age of the oldest paid, not posted", statistics.oldest_unposted_s or 0
            )
        paused = self._client.switch.paused(self._read)
        yield GaugeMetricFamily("payments_paused", "Whether new payments are refused: too many end in doubt", float(paused))
        yield from _counted(self._counts())

    def _read(self) -> PaymentStatistics:
        statistics = self._statistics()
        if statistics is None:
            raise Unavailable
        return statistics

    def _statistics(self) -> PaymentStatistics | None:
        at, statistics = self._kept
        if time.monotonic() - at < KEPT_SECONDS:
            return statistics
        try:
            statistics = self._client.bind(purpose="payment", deadline=time.monotonic() + BACKEND_SECONDS).payment_desk.statistics()
        except BackendError:
            statistics = None
        self._kept = (time.monotonic(), statistics)
        return statistics


TOLD: Final = {"told_sent": "sent", "told_not_sent": "not sent", "told_perhaps_twice": "perhaps twice"}


def _told(counts: Mapping[str, float]) -> Metric:
    told = CounterMetricFamily("told", "SMS that nobody waited for, or waited for no longer", labels=["kind", "outcome"])
    for name, value in counts.items():
        what, _, kind = name.partition(":")
        if kind and what in TOLD:
            told.add_metric([kind, TOLD[what]], value)
    return told


def _counted(counts: Mapping[str, float]) -> Iterator[Metric]:
    sent = CounterMetricFamily("payment_notices", "SMS about payments", labels=["kind", "outcome"])
    for name, value in counts.items():
        what, _, kind = name.partition(":")
        if kind and what in {"notices_sent", "notices_not_sent"}:
            sent.add_metric([kind, "sent" if what == "notices_sent" else "not sent"], value)
    yield sent
    yield _told(counts)
    count, total = counts.get("paid_to_posted_seconds_count", 0), counts.get("paid_to_posted_seconds_sum", 0)
    yield SummaryMetricFamily("payment_paid_to_posted_seconds", "From money received to months counting", int(count), total)
