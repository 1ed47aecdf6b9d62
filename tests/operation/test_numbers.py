"""Numbers that get nothing are listed by a name that tells nobody whose they are, and can be freed by it."""

from __future__ import annotations

import pytest

from jobs.messages import Status
from jobs.outbox import Outbox
from tests.jobs.outboxes import PERSON, bulk, reply
from tests.operation.console import Console

OTHER = "+8562010000009"


@pytest.fixture
def names(box: Outbox) -> tuple[str, str]:
    """One that is stopped, and one that the gateway says is to be left alone."""
    stopped, out = box.store.name_of(PERSON), box.store.name_of(OTHER)
    for _ in range(5):
        box.reports.unreachable(stopped, PERSON)
    box.numbers.case_opened(stopped, "C-1234567")
    box.numbers.opt_out(out, OTHER)
    return stopped, out


def test_they_are_listed_with_since_when_and_why(console: Console, names: tuple[str, str]) -> None:
    *lines, count = console.sees("sms", "stopped").splitlines()
    # Both began in the same second.
    first, second = sorted(lines, key=lambda line: line.startswith(names[1]))
    assert first.startswith(f"{names[0]}  since 20")
    assert first.endswith("  stopped: the last 5 did not arrive, case C-1234567")
    assert second.startswith(f"{names[1]}  since 20")
    assert second.endswith("  opted out at the gateway, no case")
    assert count == "2 numbers"
    for number in (PERSON, OTHER):
        assert number[-8:] not in first + second


@pytest.mark.parametrize("by", ["its name", "its number"])
def test_a_stopped_number_is_freed_under_the_same_name(console: Console, box: Outbox, names: tuple[str, str], by: str) -> None:
    assert box.say(reply("answer:1")) is Status.REFUSED
    assert console.sees("sms", "resume", names[0] if by == "its name" else PERSON) == f"{names[0]} may be sent to again\n"
    assert box.say(reply("answer:2")) is Status.HANDED
    assert console.sees("sms", "stopped").endswith("\n1 number\n")


def test_an_opt_out_is_lifted_too(console: Console, box: Outbox, names: tuple[str, str]) -> None:
    assert box.say(bulk("due:1", msisdn=OTHER)) is Status.REFUSED
    console.sees("sms", "resume", names[1])
    assert box.say(bulk("due:2", msisdn=OTHER)) is Status.HANDED


def test_after_being_freed_five_more_failures_stop_it_again(console: Console, box: Outbox, names: tuple[str, str]) -> None:
    console.sees("sms", "resume", names[0])
    for _ in range(4):
        box.reports.unreachable(*names[:1], PERSON)
    assert box.numbers.count() == 0
    box.reports.unreachable(*names[:1], PERSON)
    assert box.numbers.count() == 1


@pytest.mark.parametrize("name", ["0" * 32, "hello", PERSON])
def test_a_name_that_is_not_on_the_list_is_told_so(console: Console, name: str) -> None:
    assert console.fails("sms", "resume", name) == "Error: No number of that name is stopped or opted out."


def test_an_empty_list_says_so(console: Console) -> None:
    assert console.sees("sms", "stopped") == "0 numbers\n"
