"""A message's life can be told: what happened to it, in order, and nothing of whom it is for or what it says."""

from __future__ import annotations

from redis import Redis

from jobs.life import Step, What
from jobs.message_store import KEPT_SECONDS
from jobs.messages import Status
from jobs.outbox import Outbox
from tests.jobs.gateways import TAKEN, Gateway, with_status
from tests.jobs.outboxes import africastalking, everything, kannel, later, outbox, reply

ID = "ATXid_1"
AT = "africastalking"


def life(box: Outbox, reference: str) -> list[What]:
    return [happened.what for happened in box.store.life_of(reference)]


def test_what_was_sent_and_arrived_is_told_from_the_beginning_to_the_end(box: Outbox) -> None:
    reference = box.post(reply())
    box.deliver(reference)
    box.reports.take(AT, ID, "buffered")
    box.reports.take(AT, ID, "delivered")
    assert life(box, reference) == [
        What(Step.ASKED),
        What(Status.HANDED, AT, "", ID, "LAK 150"),
        What(Step.REPORTED, AT, "buffered"),
        What(Step.REPORTED, AT, "delivered"),
    ]


def test_each_try_is_told_with_its_reason_and_a_report_that_changes_nothing_too(box: Outbox, gateway: Gateway) -> None:
    gateway.answer = with_status(500)
    reference = box.post(reply())
    box.deliver(reference)
    gateway.answer = TAKEN
    box.deliver(reference)
    box.reports.take(AT, ID, "failed", "AbsentSubscriber")
    box.reports.take(AT, ID, "sent", "words of the text")
    assert [(what.name, what.detail) for what in life(box, reference)] == [
        (Step.ASKED, ""),
        (Step.WAITS, "status 500"),
        (Status.HANDED, ""),
        (Step.REPORTED, "failed AbsentSubscriber"),
        (Step.REPORTED, "sent"),
    ]


def test_what_happens_a_thousand_times_is_one_line_with_how_often_and_until_when(redis_server: str, redis_client: Redis) -> None:
    box = outbox(redis_client, redis_server)
    reference = box.post(reply())
    for _ in range(1000):
        box.deliver(reference)
    _asked, waits = box.store.life_of(reference)
    assert (waits.what, waits.times) == (What(Step.WAITS, "", "no gateway"), 1000)
    assert waits.first < waits.last


def test_a_life_has_an_end_however_much_happens(box: Outbox) -> None:
    reference = box.post(reply())
    for number in range(150):
        box.reports.take(AT, reference, ("sent", "buffered")[number % 2])
    assert len(life(box, reference)) == 100


def test_a_worker_that_died_with_it_in_hand_is_told(box: Outbox, redis_client: Redis) -> None:
    reference = box.post(reply())
    assert box.store.claim(reference)
    later(redis_client, [reference], 60)
    box.deliver(reference)
    assert [what.name for what in life(box, reference)] == [Step.ASKED, Step.LEFT, Status.HANDED]


def test_what_another_gateway_says_late_is_told_and_changes_nothing(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway))
    reference = box.post(reply())
    box.deliver(reference)
    assert box.reports.take(kannel(gateway).name, reference, "failed")
    assert life(box, reference)[-1] == What(Step.REPORTED, "kannel", "failed")
    assert box.store.status(reference) is Status.HANDED


def test_what_a_rule_of_ours_refused_says_which(box: Outbox) -> None:
    reference = box.post(reply(msisdn="+66201000000"))
    box.deliver(reference)
    assert life(box, reference) == [What(Step.ASKED), What(Status.REFUSED, "", "foreign")]


def test_a_life_is_kept_as_long_as_its_message_and_tells_nobody_whose_it_is(box: Outbox, redis_client: Redis) -> None:
    reference = box.post(reply("subject-canary", "text-canary"))
    box.deliver(reference)
    assert KEPT_SECONDS - 60 < redis_client.ttl(f"o:l:{reference}") <= KEPT_SECONDS
    assert b"canary" not in everything(redis_client)
    assert b"2010000008" not in everything(redis_client)
