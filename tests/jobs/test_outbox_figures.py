"""Those who run the service see what waits, what fails, what is spent, and no number."""

from __future__ import annotations

from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from redis import Redis

from jobs.outbox import Outbox
from jobs.outbox_figures import OutboxFigures
from jobs.queue import connect
from tests import processes
from tests.jobs.gateways import listening
from tests.jobs.outboxes import PERSON, africastalking, bulk, outbox, reply


def scraped(box: Outbox) -> str:
    registry = CollectorRegistry()
    registry.register(OutboxFigures(box))
    return generate_latest(registry).decode()


def test_every_message_is_seen_by_gateway_priority_and_status(redis_server: str, redis_client: Redis) -> None:
    with listening() as at:
        box = outbox(redis_client, redis_server, africastalking(at))
        box.deliver(box.post(reply()))
        box.reports.take("africastalking", "ATXid_1", "delivered")
        box.deliver(box.post(reply("answer:2", msisdn="+254711000000")))
        box.post(bulk())
        text = scraped(box)
    for line in (
        'sms_total{gateway="africastalking",priority="reply",status="handed"} 1.0',
        'sms_total{gateway="africastalking",priority="reply",status="delivered"} 1.0',
        'sms_refused_total{reason="foreign"} 1.0',
        'sms_waiting{priority="bulk"} 1.0',
        'sms_waiting{priority="reply"} 0.0',
        'sms_gateway_failing{gateway="africastalking"} 0.0',
        "sms_segments_spent 1.0",
        "sms_numbers_stopped 0.0",
        "sms_sent_again_total 0.0",
    ):
        assert line in text, text


def test_nobody_is_named(redis_server: str, redis_client: Redis) -> None:
    box = outbox(redis_client, redis_server)
    for _ in range(5):
        box.reports.unreachable(box.store.name_of(PERSON), PERSON)
    text = scraped(box)
    assert "sms_numbers_stopped 1.0" in text
    assert PERSON[1:] not in text
    assert box.store.name_of(PERSON) not in text


def test_a_store_that_is_away_breaks_no_scrape(tmp_path: Path) -> None:
    with processes.redis_server(tmp_path) as url, connect(url) as store:
        box = outbox(store, url)
    assert scraped(box) == ""
