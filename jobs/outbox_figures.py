"""How SMS leave, for /metrics: read from the store when somebody looks, the same from every web process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from redis import RedisError

from jobs.messages import Priority
from jobs.outbox import Outbox

TOLD_APART: Final = {
    "sms_refused": ("SMS that a rule of ours refused", ["reason"]),
    "sms_account_refused": ("Times a gateway took nothing from us, whatever the SMS", ["gateway", "reason"]),
    "sms_held_by_cap": ("Times an SMS was held back by what may be spent", ["priority"]),
    "sms_reports_early": ("Reports that came before their SMS was known", ["gateway"]),
}


class OutboxFigures(Collector):
    """What waits, which gateways are passed over, what was spent, which numbers are stopped, what became of messages."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def collect(self) -> Iterator[Metric]:
        """The figures of now; none while the store is away."""
        try:
            yield from [*self._waiting(), self._failing(), *self._single()]
        except RedisError:
            return
        yield from _counted(self._outbox.counts.all())

    def _waiting(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily("sms_waiting", "SMS to be sent", labels=["priority"])
        oldest = GaugeMetricFamily("sms_oldest_waiting_seconds", "Age of the oldest of them", labels=["priority"])
        for priority in Priority:
            count, seconds = self._outbox.store.waiting(priority)
            waiting.add_metric([priority], count)
            oldest.add_metric([priority], seconds)
        yield waiting
        yield oldest

    def _failing(self) -> Metric:
        failing = GaugeMetricFamily("sms_gateway_failing", "1 while a gateway is passed over", labels=["gateway"])
        for name, is_failing in self._outbox.ways.failing().items():
            failing.add_metric([name], is_failing)
        return failing

    def _single(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("sms_segments_spent", "Segments of this hour", self._outbox.spending.spent())
        yield GaugeMetricFamily("sms_numbers_stopped", "Numbers that cannot be reached", self._outbox.numbers.count())


def _counted(counts: Mapping[str, float]) -> Iterator[Metric]:
    became = CounterMetricFamily("sms", "Steps of SMS", labels=["gateway", "priority", "status"])
    told = {name: CounterMetricFamily(name, text, labels=labels) for name, (text, labels) in TOLD_APART.items()}
    for name, value in counts.items():
        kind, *labels = name.split(":")
        if kind == "sms":
            became.add_metric(labels, value)
        elif kind in told:
            told[kind].add_metric(labels, value)
    yield became
    yield from told.values()
    yield CounterMetricFamily("sms_sent_again", "Replies whose worker died: the most that arrived twice", counts.get("sms_sent_again", 0))
