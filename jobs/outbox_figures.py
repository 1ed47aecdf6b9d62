"""How SMS go, for /metrics: what waits, which gateways fail, what was spent, and what became of every message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from redis import RedisError

from jobs.messages import Priority
from jobs.outbox import Outbox

# Counts with one thing told apart, by their name in the store: the metric, what it says, and the label.
COUNTED: Final = {
    "sms_refused": ("sms_refused", "Messages that a rule of ours refused", "reason"),
    "sms_held_by_cap": ("sms_held_by_cap", "Times a message was held back by the spending cap", "priority"),
    "sms_reports_early": ("sms_reports_early", "Reports that came before we knew their message", "gateway"),
}


class OutboxFigures(Collector):
    """Without the store there are none, and the scrape goes on."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def collect(self) -> Iterator[Metric]:
        """The same from every process: not to be added up."""
        try:
            yield from self._gauges()
        except RedisError:
            return
        yield from _counters(self._outbox.counts.all())

    def _gauges(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily("sms_waiting", "Messages not yet with a gateway", labels=["priority"])
        oldest = GaugeMetricFamily("sms_oldest_waiting_seconds", "How long the oldest of them has waited", labels=["priority"])
        for priority in Priority:
            count, seconds = self._outbox.store.waiting(priority)
            waiting.add_metric([priority], count)
            oldest.add_metric([priority], seconds)
        failing = GaugeMetricFamily("sms_gateway_failing", "1 while a gateway is passed over", labels=["gateway"])
        for gateway, is_failing in self._outbox.ways.failing().items():
            failing.add_metric([gateway], is_failing)
        spent, stopped = self._outbox.spending.spent(), self._outbox.numbers.count()
        yield from (waiting, oldest, failing)
        yield GaugeMetricFamily("sms_segments_this_hour", "Segments handed over since the full hour", spent)
        yield GaugeMetricFamily("sms_numbers_stopped", "Numbers that nothing is sent to", stopped)


def _counters(counts: Mapping[str, float]) -> Iterator[Metric]:
    messages = CounterMetricFamily("sms_messages", "What became of messages", labels=["gateway", "priority", "status"])
    told = {name: CounterMetricFamily(metric, text, labels=[label]) for name, (metric, text, label) in COUNTED.items()}
    for name, value in counts.items():
        what, *labels = name.split(":")
        if what == "sms":
            messages.add_metric(labels, value)
        elif what in told:
            told[what].add_metric(labels, value)
    yield messages
    yield from told.values()
    again = counts.get("sms_sent_again", 0)
    yield CounterMetricFamily("sms_sent_again", "Replies said again because their worker died: the most that arrived twice", again)
