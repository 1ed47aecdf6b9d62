"""A stopped number is sent what its own dial was promised, once each, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from redis import Redis

from jobs.messages import Status
from jobs.outbox import Outbox
from jobs.queue import LATER, open_queue
from tests.jobs.gateways import TAKEN, Gateway, with_status
from tests.jobs.outboxes import PERSON, bulk, reply


@pytest.fixture
def stopped(box: Outbox) -> Outbox:
    for _ in range(5):
        box.reports.unreachable(box.store.name_of(PERSON), PERSON)
    return box


def test_what_a_dial_was_promised_is_sent_and_nothing_else(stopped: Outbox, gateway: Gateway) -> None:
    assert stopped.deliver(stopped.post(replace(reply("receipt:1", "receipt"), asked=True))) is Status.HANDED
    assert stopped.deliver(stopped.post(reply("told:1", "paid for you"))) is Status.REFUSED
    assert stopped.deliver(stopped.post(bulk())) is Status.REFUSED
    assert gateway.texts == ["receipt"]


def test_what_a_dial_was_promised_lifts_the_stop_once_it_arrived(stopped: Outbox) -> None:
    reference = stopped.post(replace(reply("receipt:1"), asked=True))
    stopped.deliver(reference)
    assert stopped.numbers.count() == 1
    stopped.reports.take("africastalking", reference, "delivered")
    assert stopped.numbers.count() == 0
    assert stopped.deliver(stopped.post(bulk())) is Status.HANDED


def test_one_that_fails_again_is_tried_once_and_the_number_stays_stopped(stopped: Outbox, gateway: Gateway, redis_client: Redis) -> None:
    cases = len(open_queue(redis_client, LATER))
    gateway.answer = with_status(404)
    promised = replace(reply("receipt:1"), asked=True)
    assert [stopped.say(promised), stopped.say(promised)] == [Status.FAILED] * 2
    assert len(gateway.received) == 1
    assert redis_client.hget(f"o:n:{stopped.store.name_of(PERSON)}", "failures") == b"6"
    gateway.answer = TAKEN
    assert stopped.deliver(stopped.post(reply("told:1"))) is Status.REFUSED
    # The case that is open is about this number already.
    assert len(open_queue(redis_client, LATER)) == cases


def test_a_promise_to_another_country_is_paid_for_no_more_than_before(box: Outbox, gateway: Gateway) -> None:
    assert box.say(replace(reply(msisdn="+66812345678"), asked=True)) is Status.REFUSED
    assert gateway.received == []
