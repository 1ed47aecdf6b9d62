"""What became of a message can be read by its reference, and not what it says nor to whom."""

from __future__ import annotations

import re

import pytest

from jobs.outbox import Outbox
from tests.jobs.gateways import TAKEN, Gateway, with_status
from tests.jobs.outboxes import bulk, reply
from tests.operation.console import Console

TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def told(console: Console, reference: str) -> list[str]:
    return [TIME.sub("T", line) for line in console.sees("sms", "life", reference).splitlines()]


def test_a_life_is_told_from_being_asked_for_to_its_end(console: Console, box: Outbox, gateway: Gateway) -> None:
    reference = box.post(reply(text="words-canary"))
    gateway.answer = with_status(500)
    for _ in range(3):
        box.deliver(reference)
    gateway.answer = TAKEN
    box.deliver(reference)
    box.reports.take("africastalking", "ATXid_1", "buffered")
    box.reports.take("africastalking", "ATXid_1", "failed", "AbsentSubscriber")
    lines = told(console, reference)
    assert lines == [
        f"Message {reference}: answer, priority reply, segments 1",
        "  T  asked for, and queued",
        "  T  waits at africastalking: status 500 (3 times until T)",
        "  T  handed to africastalking as ATXid_1, cost LAK 150",
        "  T  africastalking reports: buffered",
        "  T  africastalking reports: failed AbsentSubscriber",
        "Now failed (AbsentSubscriber): it did not arrive, and is not sent again.",
    ]
    assert told(console, "ATXid_1") == lines


@pytest.mark.parametrize("cause", ["foreign", "opted out"])
def test_a_refusal_names_its_rule(console: Console, box: Outbox, cause: str) -> None:
    box.numbers.opt_out(box.store.name_of("+8562010000008"), "+8562010000008")
    reference = box.post(bulk(msisdn="+66201000000" if cause == "foreign" else "+8562010000008"))
    box.deliver(reference)
    assert told(console, reference)[-2:] == [f"  T  refused: {cause}", f"Now refused ({cause}): a rule of ours forbids it."]


def test_neither_number_nor_words_nor_their_hash_are_shown(console: Console, box: Outbox) -> None:
    reference = box.post(reply(text="words-canary"))
    box.deliver(reference)
    said = console.sees("sms", "life", reference)
    for hidden in ("canary", "2010000008", box.store.name_of("+8562010000008")):
        assert hidden not in said


def test_a_reference_that_nobody_has_is_told_so(console: Console) -> None:
    assert console.fails("sms", "life", "0" * 24) == "Error: No message has that reference. Messages are kept for three days."
