"""Every SMS leaves once, through a gateway that works, and nothing of it can be read at rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from prometheus_client import generate_latest
from redis import Redis

from engine.call import VIENTIANE
from engine.codes import sent_on
from jobs.coded import Coded
from jobs.messages import Priority, Status
from jobs.outbox import BACKOFF, STALE
from jobs.outbox_figures import OutboxFigures
from jobs.queue import BULK, REPLIES, open_queue
from tests.jobs.gateways import TAKEN, Gateway, listening, with_status
from tests.jobs.outboxes import HASH_KEY, PERSON, africastalking, bulk, everything, kannel, later, outbox, reply, tries_to_the_end


def test_the_same_subject_again_is_the_same_message(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    first, second = box.post(reply()), box.post(reply())
    assert first == second
    assert [box.deliver(first), box.deliver(first), box.deliver(box.post(reply()))] == [Status.HANDED] * 3
    assert gateway.texts == ["22 months"]


def test_replies_and_bulk_wait_on_queues_of_their_own_with_a_reference_only(redis_server: str, redis_client: Redis) -> None:
    box = outbox(redis_client, redis_server)
    answer, due = box.post(reply()), box.post(bulk())
    assert [job.args for job in open_queue(redis_client, REPLIES).jobs] == [[answer]]
    assert [job.args for job in open_queue(redis_client, BULK).jobs] == [[due]]
    assert box.store.waiting(Priority.REPLY)[0] == box.store.waiting(Priority.BULK)[0] == 1


def test_neither_number_nor_words_nor_subject_can_be_read_at_rest(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    box.post(reply("subject-canary", "text-canary"))
    box.deliver(box.post(bulk("another-canary", "word-canary")))
    for _ in range(5):
        box.reports.unreachable(box.store.name_of(PERSON), PERSON)
    box.reports.take("africastalking", "never-heard-of", "failed", "AbsentSubscriber")
    assert next(box.numbers.stopped()).msisdn == PERSON
    at_rest = everything(redis_client)
    for canary in (b"canary", PERSON.encode(), PERSON[1:].encode(), b"AbsentSubscriber"):
        assert canary not in at_rest


def test_a_hint_that_was_lost_is_made_up_for(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    reference = box.post(bulk())
    redis_client.delete(open_queue(redis_client, BULK).key)
    assert box.wake_due(lambda _priority: 100) == 0
    later(redis_client, [reference], 60)
    assert box.wake_due(lambda _priority: 0) == 0
    assert box.wake_due(lambda _priority: 100) == 1
    assert len(open_queue(redis_client, BULK)) == 1


@pytest.mark.parametrize("code", [500, 501, 502])
def test_what_passes_by_itself_is_tried_again(redis_server: str, redis_client: Redis, gateway: Gateway, code: int) -> None:
    gateway.answer = with_status(code)
    box = outbox(redis_client, redis_server, africastalking(gateway))
    reference = box.post(reply())
    assert box.deliver(reference) is Status.QUEUED
    gateway.answer = TAKEN
    assert box.deliver(reference) is Status.HANDED
    assert len(gateway.received) == 2


@pytest.mark.parametrize("code", [403, 404, 406, 407, 409])
def test_what_is_final_is_not_tried_again(redis_server: str, redis_client: Redis, gateway: Gateway, code: int) -> None:
    gateway.answer = with_status(code)
    box = outbox(redis_client, redis_server, africastalking(gateway))
    reference = box.post(reply())
    assert [box.deliver(reference), box.deliver(reference)] == [Status.FAILED] * 2
    assert len(gateway.received) == 1


def test_what_may_have_gone_is_not_tried_again(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    gateway.answer, gateway.kind = "", "text/plain"
    box = outbox(redis_client, redis_server, africastalking(gateway))
    reference = box.post(reply())
    assert [box.deliver(reference), box.deliver(reference)] == [Status.UNKNOWN] * 2
    assert len(gateway.received) == 1


def test_trying_ends(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    gateway.answer = with_status(500)
    box = outbox(redis_client, redis_server, africastalking(gateway))
    reference = box.post(bulk())
    tries_to_the_end(box, redis_client, reference)
    assert box.counts.all()["sms:africastalking:bulk:given_up"] == 1


@pytest.mark.parametrize("priority", Priority)
def test_what_is_stale_is_given_up(redis_server: str, redis_client: Redis, gateway: Gateway, priority: Priority) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    reference = box.post(reply() if priority is Priority.REPLY else bulk())
    later(redis_client, [reference], STALE[priority] + 1)
    assert box.deliver(reference) is Status.GIVEN_UP
    assert gateway.texts == []


def test_a_reply_whose_worker_died_is_said_again_and_counted(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    reference = box.post(reply())
    assert box.store.claim(reference)
    assert box.deliver(reference) is Status.SENDING
    later(redis_client, [reference], 60)
    assert box.deliver(reference) is Status.HANDED
    assert box.counts.all()["sms_sent_again"] == 1


def test_a_bulk_message_whose_worker_died_is_not(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    reference = box.post(bulk())
    assert box.store.claim(reference)
    later(redis_client, [reference], 60)
    assert box.deliver(reference) is Status.UNKNOWN
    assert gateway.texts == []


def test_a_message_that_workers_die_of_is_left_alone(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    reference = box.post(reply())
    for _ in range(4):
        assert box.store.claim(reference)
        later(redis_client, [reference], 60)
    assert box.deliver(reference) is Status.UNKNOWN


def test_what_is_said_now_takes_the_latest_words_and_is_nobodys_but_its_owners(
    redis_server: str, redis_client: Redis, gateway: Gateway
) -> None:
    gateway.answer = with_status(500)
    box = outbox(redis_client, redis_server, africastalking(gateway))
    assert box.say(reply(text="soon")) is Status.QUEUED
    later(redis_client, [box.store.reference_of("answer:1")], 3600)
    assert box.wake_due(lambda _priority: 100) == 0
    gateway.answer = TAKEN
    assert [box.say(reply(text="now")), box.say(reply(text="now"))] == [Status.HANDED] * 2
    assert gateway.texts == ["soon", "now"]


def test_what_its_owner_knows_to_be_sent_is_another_message_when_it_is_owed_again(
    redis_server: str, redis_client: Redis, gateway: Gateway
) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    box.say(reply(text="receipt"))
    box.store.settle("answer:1")
    assert [box.say(reply(text="receipt, once more")), box.say(reply(text="receipt, once more"))] == [Status.HANDED] * 2
    box.store.settle("answer:1")
    box.say(reply(text="receipt, a third time"))
    assert gateway.texts == ["receipt", "receipt, once more", "receipt, a third time"]


def test_under_every_text_stands_its_code_and_it_is_paid_for(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = replace(outbox(redis_client, redis_server, africastalking(gateway)), sign=Coded(HASH_KEY))
    reference = box.post(reply(text="a" * 157))
    box.deliver(reference)
    text, _, code = gateway.texts[0].partition("\n")
    assert text == "a" * 157
    assert sent_on(HASH_KEY, PERSON, code, datetime.now(VIENTIANE).date()) is not None
    assert box.store.facts(reference)["segments"] == "2"


def test_the_second_gateway_takes_over_and_gives_back(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    gateway.answer, gateway.status, gateway.kind = "down", 503, "text/plain"
    with listening() as second:
        box = outbox(redis_client, redis_server, kannel(gateway), africastalking(second))
        for number in range(5):
            assert box.deliver(box.post(reply(f"answer:{number}"))) is Status.QUEUED
        assert [box.deliver(box.post(reply(f"answer:{number}"))) for number in range(5)] == [Status.HANDED] * 5
        assert (len(gateway.received), len(second.received)) == (5, 5)
        gateway.answer, gateway.status = "0: Accepted for delivery", 202
        redis_client.delete("o:c:kannel:open")
        assert box.ways.failing() == {"kannel": True, "africastalking": False}
        box.deliver(box.post(reply("answer:6")))
        assert (len(gateway.received), len(second.received)) == (6, 5)
        assert box.ways.failing() == {"kannel": False, "africastalking": False}


def test_one_message_alone_tries_a_gateway_that_was_away(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    gateway.answer, gateway.status = "down", 503
    box = outbox(redis_client, redis_server, kannel(gateway))
    for number in range(5):
        box.deliver(box.post(reply(f"answer:{number}")))
    redis_client.delete("o:c:kannel:open")
    assert len(list(box.ways.working())) == 1
    assert list(box.ways.working()) == []
    assert box.deliver(box.post(reply("answer:9"))) is Status.QUEUED
    assert len(gateway.received) == 5


def test_without_any_gateway_a_message_waits_and_loses_no_try(redis_server: str, redis_client: Redis) -> None:
    box = outbox(redis_client, redis_server)
    reference = box.post(reply())
    for _ in range(len(BACKOFF) + 2):
        assert box.deliver(reference) is Status.QUEUED
    assert box.store.facts(reference)["attempts"] == "0"


def test_what_waits_and_what_became_of_messages_is_shown(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    box.deliver(box.post(reply()))
    box.post(bulk())
    shown = generate_latest(OutboxFigures(box)).decode()
    assert 'sms_total{gateway="africastalking",priority="reply",status="handed"} 1.0' in shown
    assert 'sms_waiting{priority="bulk"} 1.0' in shown
    assert 'sms_gateway_failing{gateway="africastalking"} 0.0' in shown
    assert "sms_segments_spent 1.0" in shown
    assert PERSON not in shown
