"""What the backend is told of a notice is what became of it: sent, owed still, or never to reach that number."""

from __future__ import annotations

import pytest
from redis import Redis

from jobs.outbox import Outbox
from tests.jobs.counter import Counter
from tests.jobs.outboxes import outbox
from tests.sandbox.payments.till import MANIVANH
from tests.sandbox.speaker import msisdn_of


@pytest.fixture
def stopped(redis_server: str, redis_client: Redis) -> Outbox:
    """With two numbers that cannot be reached."""
    box = outbox(redis_client, redis_server)
    for who in ("P16", "P09"):
        for _ in range(5):
            box.reports.unreachable(box.store.name_of(msisdn_of(who)), msisdn_of(who))
    return box


@pytest.mark.parametrize("status", [401, 402, 405, 500])
def test_a_receipt_that_no_gateway_took_is_owed_and_sent_once_it_can_be(counter: Counter, status: int) -> None:
    payment = counter.pays("P08")
    counter.office.gateway.status = status
    counter.tells(payment)
    assert (counter.became(payment), counter.due()) == ({"receipt": "owed"}, [payment.order["id"]])
    counter.office.gateway.status = 101
    counter.tells(payment)
    counter.tells(payment)
    assert (counter.became(payment), counter.due()) == ({"receipt": "sent"}, [])
    assert len(counter.office.gateway.to("P08")) == 1


@pytest.mark.parametrize("status", [403, 406, 409])
def test_a_receipt_that_cannot_reach_its_number_is_neither_sent_nor_owed_for_ever(counter: Counter, status: int) -> None:
    payment = counter.pays("P08")
    counter.office.gateway.status = status
    counter.tells(payment)
    counter.tells(payment)
    assert (counter.became(payment), counter.due()) == ({"receipt": "undeliverable"}, [])
    assert counter.office.gateway.requests == 1


def test_asked_for_again_it_is_tried_once_more_and_who_asks_is_told_so(counter: Counter) -> None:
    payment = counter.pays("P08")
    counter.office.gateway.status = 409
    counter.tells(payment)
    said = counter.again(payment).body
    assert (said["state"], said["was_undeliverable"], counter.due()) == ("owed", True, [payment.order["id"]])
    counter.office.gateway.status = 101
    counter.tells(payment)
    assert (counter.became(payment), len(counter.office.gateway.to("P08"))) == ({"receipt": "sent"}, 1)
    assert counter.again(payment).body["was_undeliverable"] is False


def test_what_may_have_gone_counts_as_sent(counter: Counter) -> None:
    payment = counter.pays("P08")
    # No word that the gateway has: neither yes nor no.
    counter.office.gateway.status = 103
    counter.tells(payment)
    counter.tells(payment)
    assert (counter.became(payment), counter.office.gateway.requests) == ({"receipt": "sent"}, 1)


def test_a_number_of_a_country_that_is_not_paid_for_is_told_to_the_backend(counter: Counter) -> None:
    payment = counter.pays("P08")
    counter.tells(payment, SMS_PREFIXES="+66")
    assert (counter.became(payment), counter.due(), counter.office.gateway.requests) == ({"receipt": "undeliverable"}, [], 0)


def test_who_pays_from_a_stopped_number_has_her_receipt_and_who_asked_for_nothing_has_nothing(counter: Counter, stopped: Outbox) -> None:
    payment = counter.pays("P16", MANIVANH)
    counter.tells(payment)
    assert counter.became(payment) == {"receipt": "sent", "paid_for_you": "undeliverable"}
    assert (len(counter.office.gateway.to("P16")), counter.office.gateway.to("P09")) == (1, [])
    assert stopped.numbers.count() == 2
