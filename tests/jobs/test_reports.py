"""What gateways report is taken in any order, once, and never undoes what is known."""

from __future__ import annotations

import threading

import pytest
from redis import Redis

from jobs.messages import Priority, Status
from jobs.outbox import Outbox
from jobs.queue import LATER, open_queue
from tests.jobs.gateways import Gateway
from tests.jobs.outboxes import PERSON, africastalking, bulk, kannel, outbox, reply

ID = "ATXid_1"


@pytest.mark.parametrize(
    ("reports", "end"),
    [
        (["sent", "delivered"], Status.DELIVERED),
        (["delivered", "buffered", "sent"], Status.DELIVERED),
        (["delivered", "failed", "expired"], Status.DELIVERED),
        (["buffered", "expired"], Status.EXPIRED),
        (["failed", "buffered"], Status.FAILED),
        (["rejected", "failed"], Status.REJECTED),
        # The phone has it after all.
        (["failed", "delivered"], Status.DELIVERED),
        (["sent", "sent", "buffered"], Status.HANDED),
    ],
)
def test_reports_come_in_any_order(box: Outbox, reports: list[str], end: Status) -> None:
    reference = box.post(reply())
    box.deliver(reference)
    for status in reports:
        assert box.reports.take("africastalking", ID, status)
    assert box.store.status(reference) is end


def test_a_report_that_came_before_the_gateways_answer_waits_for_it(box: Outbox) -> None:
    assert not box.reports.take("africastalking", ID, "failed", "AbsentSubscriber")
    assert not box.reports.take("africastalking", ID, "delivered")
    reference = box.post(reply())
    assert box.deliver(reference) is Status.DELIVERED
    assert box.store.facts(reference)["gateway"] == "africastalking"


def test_what_nobody_knew_is_known_by_its_report(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    gateway.status = 500
    box = outbox(redis_client, redis_server, kannel(gateway))
    reference = box.post(reply())
    assert box.deliver(reference) is Status.UNKNOWN
    box.reports.take("kannel", reference, "delivered")
    assert box.store.status(reference) is Status.DELIVERED


def test_the_same_report_again_counts_once(box: Outbox) -> None:
    box.deliver(box.post(reply()))
    for _ in range(7):
        box.reports.take("africastalking", ID, "failed")
    assert box.counts.all()["sms:africastalking:reply:failed"] == 1
    assert not list(box.numbers.stopped())


def test_what_the_first_gateway_says_late_is_old_news(box: Outbox) -> None:
    reference = box.post(reply())
    box.deliver(reference)
    box.reports.take("kannel", reference, "failed")
    assert box.store.status(reference) is Status.HANDED
    box.reports.take("kannel", reference, "delivered")
    assert box.store.status(reference) is Status.DELIVERED


def test_a_sentence_of_a_gateway_is_not_kept(box: Outbox, redis_client: Redis) -> None:
    reference = box.post(reply())
    box.deliver(reference)
    box.reports.take("africastalking", ID, "failed", "text: your months are")
    assert box.store.facts(reference)["reported"] == "failed"


def failed(box: Outbox, times: int, since: int = 0) -> None:
    for number in range(since, since + times):
        reference = box.post(reply(f"answer:{number}"))
        box.deliver(reference)
        box.reports.take("africastalking", reference, "expired" if number % 2 else "failed")


def test_five_in_a_row_stop_a_number_and_have_a_case_opened(box: Outbox, redis_client: Redis, gateway: Gateway) -> None:
    failed(box, 4)
    assert not box.numbers.count()
    failed(box, 1, since=4)
    (stopped,) = box.numbers.stopped()
    assert (stopped.msisdn, stopped.case) == (PERSON, "")
    assert [job.args for job in open_queue(redis_client, LATER).jobs] == [[stopped.name]]
    reference = box.post(reply("answer:9"))
    assert box.deliver(reference) is Status.REFUSED
    assert box.store.facts(reference)["failure"] == "stopped"
    assert len(gateway.received) == 5
    assert box.counts.all()["sms_refused:stopped"] == 1


def test_one_that_arrived_begins_the_row_anew(box: Outbox) -> None:
    failed(box, 4)
    reference = box.post(reply("answer:arrives"))
    box.deliver(reference)
    box.reports.take("africastalking", reference, "delivered")
    failed(box, 4, since=10)
    assert not box.numbers.count()


def test_who_writes_to_us_is_reachable_again(box: Outbox) -> None:
    failed(box, 5)
    box.numbers.reached(box.store.name_of(PERSON))
    assert box.deliver(box.post(reply("answer:again"))) is Status.HANDED


def test_a_rejection_says_nothing_of_the_number(box: Outbox) -> None:
    for number in range(6):
        reference = box.post(reply(f"answer:{number}"))
        box.deliver(reference)
        box.reports.take("africastalking", reference, "rejected")
    assert not box.numbers.count()


def test_who_opted_out_gets_answers_and_nothing_unasked(box: Outbox) -> None:
    box.numbers.opt_out(box.store.name_of(PERSON), PERSON)
    assert box.deliver(box.post(bulk())) is Status.REFUSED
    assert box.deliver(box.post(reply())) is Status.HANDED
    box.numbers.opt_in(box.store.name_of(PERSON))
    assert box.deliver(box.post(bulk("due:2"))) is Status.HANDED


@pytest.mark.parametrize("number", ["+66812345678", "+254711000000", "856201000000", "", "+85"])
def test_no_other_countries_are_paid_for(box: Outbox, gateway: Gateway, number: str) -> None:
    assert box.deliver(box.post(reply(msisdn=number))) is Status.REFUSED
    assert gateway.received == []
    assert box.counts.all()["sms_refused:foreign"] == 1


def test_pretend_people_are_refused_in_production(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway), PRETEND_NUMBERS="")
    assert box.deliver(box.post(reply())) is Status.REFUSED


def test_bulk_stops_at_its_share_of_the_hour_and_replies_at_all_of_it(redis_server: str, redis_client: Redis, gateway: Gateway) -> None:
    box = outbox(redis_client, redis_server, africastalking(gateway), SMS_SEGMENTS_AN_HOUR="10")
    ends = [box.deliver(box.post(bulk(f"due:{number}"))) for number in range(10)]
    assert ends == [Status.HANDED] * 8 + [Status.QUEUED] * 2
    ends = [box.deliver(box.post(reply(f"answer:{number}"))) for number in range(3)]
    assert ends == [Status.HANDED] * 2 + [Status.QUEUED]
    assert (box.spending.spent(), len(gateway.received)) == (10, 10)
    assert box.store.waiting(Priority.BULK)[0] == 2


def test_a_long_text_costs_what_it_costs(box: Outbox) -> None:
    box.deliver(box.post(reply(text="ຍ" * 71)))
    assert box.spending.spent() == 2


def test_a_report_and_the_gateways_answer_that_cross_each_other_find_each_other(box: Outbox) -> None:
    references = [box.post(reply(f"answer:{number}")) for number in range(300)]
    both = threading.Barrier(2)

    def hand_over() -> None:
        for number, reference in enumerate(references):
            both.wait()
            box.reports.link("africastalking", f"id-{number}", reference)

    answering = threading.Thread(target=hand_over)
    answering.start()
    for number in range(len(references)):
        both.wait()
        box.reports.take("africastalking", f"id-{number}", "delivered")
    answering.join()
    assert {box.store.status(reference) for reference in references} == {Status.DELIVERED}
