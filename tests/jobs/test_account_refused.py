"""A gateway that takes nothing from our account says nothing of the message: it goes by the next one, and stays owed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prometheus_client import generate_latest
from redis import Redis

from jobs.messages import Status
from jobs.outbox import Outbox
from jobs.outbox_figures import OutboxFigures
from operation.lives import told
from tests.jobs.gateways import TAKEN, Gateway, listening, with_status
from tests.jobs.outboxes import PERSON, africastalking, bulk, kannel, outbox, reply, tries_to_the_end

ACCEPTED = "0: Accepted for delivery"


@pytest.fixture
def second() -> Iterator[Gateway]:
    with listening(ACCEPTED, 202, "text/html") as opened:
        yield opened


@pytest.fixture
def two(redis_server: str, redis_client: Redis, gateway: Gateway, second: Gateway) -> Outbox:
    return outbox(redis_client, redis_server, africastalking(gateway), kannel(second))


@pytest.mark.parametrize("code", [401, 402, 405])
def test_it_stays_owed_until_the_account_is_put_right(box: Outbox, gateway: Gateway, code: int) -> None:
    gateway.answer = with_status(code)
    reference = box.post(reply())
    assert box.deliver(reference) is Status.QUEUED
    assert box.store.facts(reference)["attempts"] == "1"
    gateway.answer = TAKEN
    assert [box.deliver(reference), box.deliver(reference)] == [Status.HANDED] * 2
    assert len(gateway.received) == 2


def test_the_next_gateway_is_asked_at_once(two: Outbox, gateway: Gateway, second: Gateway) -> None:
    gateway.answer = with_status(405)
    reference = two.post(reply())
    assert two.deliver(reference) is Status.HANDED
    assert [body for _headers, body in second.requests] == [b"22 months"]
    assert two.store.facts(reference)["gateway"] == "kannel"
    assert [line.split("  ")[-1] for line in told(two, reference)][2:] == [
        "africastalking takes nothing from us now (status 405); the next gateway is asked",
        "handed to kannel",
        "Now handed: a gateway has it and has not reported its end.",
    ]


def test_a_key_that_is_refused_is_the_same(two: Outbox, gateway: Gateway, second: Gateway) -> None:
    gateway.answer, gateway.status, gateway.kind = "The supplied authentication is invalid", 401, "text/plain"
    assert two.deliver(two.post(reply())) is Status.HANDED
    assert len(second.received) == 1


def test_where_both_refuse_us_one_try_is_lost_and_the_first_that_takes_it_has_it(two: Outbox, gateway: Gateway, second: Gateway) -> None:
    gateway.answer = with_status(402)
    second.answer, second.status = "Authorization failed for sendsms", 403
    reference = two.post(reply())
    assert two.deliver(reference) is Status.QUEUED
    assert (two.store.facts(reference)["attempts"], len(gateway.received), len(second.received)) == ("1", 1, 1)
    second.answer, second.status = ACCEPTED, 202
    assert [two.deliver(reference), two.deliver(reference)] == [Status.HANDED] * 2
    assert (len(gateway.received), len(second.received)) == (2, 2)


@pytest.mark.parametrize("answer", [with_status(403), with_status(409), "not an answer"])
def test_what_is_about_the_number_or_may_have_gone_is_asked_of_no_other(
    two: Outbox, gateway: Gateway, second: Gateway, answer: object
) -> None:
    gateway.answer = answer
    reference = two.post(reply())
    assert two.deliver(reference) is (Status.UNKNOWN if answer == "not an answer" else Status.FAILED)
    assert second.received == []


def test_five_refusals_pass_the_gateway_over_and_half_a_minute_later_one_message_asks(
    two: Outbox, gateway: Gateway, second: Gateway, redis_client: Redis
) -> None:
    gateway.answer = with_status(405)
    assert [two.deliver(two.post(reply(f"answer:{number}"))) for number in range(8)] == [Status.HANDED] * 8
    assert (len(gateway.received), len(second.received)) == (5, 8)
    assert two.ways.failing() == {"africastalking": True, "kannel": False}
    gateway.answer = TAKEN
    redis_client.delete("o:c:africastalking:open")
    two.deliver(two.post(reply("answer:9")))
    assert (len(gateway.received), len(second.received)) == (6, 8)
    assert two.ways.failing() == {"africastalking": False, "kannel": False}


def test_the_number_is_not_blamed_and_those_who_run_the_service_see_why(box: Outbox, gateway: Gateway) -> None:
    gateway.answer = with_status(405)
    for number in range(4):
        box.deliver(box.post(reply(f"answer:{number}")))
    assert not box.numbers.count()
    shown = generate_latest(OutboxFigures(box)).decode()
    assert 'sms_account_refused_total{gateway="africastalking",reason="status 405"} 4.0' in shown
    assert PERSON[1:] not in shown


def test_trying_ends_where_nobody_owes_it(box: Outbox, gateway: Gateway, redis_client: Redis) -> None:
    gateway.answer = with_status(401)
    reference = box.post(bulk())
    tries_to_the_end(box, redis_client, reference)
