"""A test SMS goes the way every other goes, and who sends it is told what became of it."""

from __future__ import annotations

import re
import sys
from contextlib import AbstractContextManager
from subprocess import Popen

import pytest

from jobs.outbox import Outbox
from jobs.queue import REPLIES, open_queue
from tests import processes
from tests.jobs.gateways import Gateway, with_status
from tests.jobs.outboxes import PERSON
from tests.operation.console import Console

REFERENCE = re.compile(r"Reference ([0-9a-f]{24})\. Follow it with: flask --app wsgi sms life \1\n")


def replier(console: Console) -> AbstractContextManager[Popen[bytes]]:
    return processes.running([sys.executable, "-m", "jobs", "replies"], console.environ, lambda: True)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "ນີ້ແມ່ນ SMS ທົດລອງ"),
        (["--language", "en"], "LSSO: this is a test."),
        (["--language", "lo_Latn"], "Ni maen SMS thotlong"),
    ],
)
def test_it_is_sent_by_a_worker_in_the_language_asked_for(console: Console, gateway: Gateway, options: list[str], words: str) -> None:
    with replier(console):
        said = console.sees("sms", "send", PERSON, *options, "--wait", "30")
    (text,) = gateway.texts
    assert words in text
    assert text.count("\n") == 1, "the code stands under it, as under every SMS"
    assert REFERENCE.search(said)
    assert "Now handed: a gateway has it" in said
    assert "2010000008" not in said


def test_without_a_worker_it_waits_and_that_is_said(console: Console, box: Outbox, gateway: Gateway) -> None:
    said = console.sees("sms", "send", "020 1000 0008", "--wait", "0")
    assert "Now queued: it waits to be sent." in said
    assert gateway.texts == []
    assert len(open_queue(box.store.redis, REPLIES)) == 1


def test_two_tests_are_two_messages(console: Console, box: Outbox) -> None:
    for _ in range(2):
        console.sees("sms", "send", PERSON, "--wait", "0")
    assert len(open_queue(box.store.redis, REPLIES)) == 2


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("+66201000000", "Error: Refused: SMS go only to numbers that begin with +856 (SMS_PREFIXES)."),
        ("hello", "Error: That is no phone number. Write it with its country, such as +8562077982994."),
    ],
)
def test_a_number_that_is_refused_is_told_why(console: Console, box: Outbox, number: str, reason: str) -> None:
    assert console.fails("sms", "send", number) == reason
    assert len(open_queue(box.store.redis, REPLIES)) == 0


def test_a_pretend_number_is_refused_where_none_is_served(console: Console) -> None:
    assert "nobody's number" in console.fails("sms", "send", PERSON, PRETEND_NUMBERS="")


def test_a_stopped_number_is_refused_with_how_to_free_it(console: Console, box: Outbox) -> None:
    name = box.store.name_of(PERSON)
    for _ in range(5):
        box.reports.unreachable(name, PERSON)
    assert console.fails("sms", "send", PERSON).endswith(f"flask --app wsgi sms resume {name}")


def test_what_the_gateway_refuses_for_good_is_a_failure(console: Console, gateway: Gateway) -> None:
    gateway.answer = with_status(404)
    with replier(console):
        done = console.types("sms", "send", PERSON, "--wait", "30")
    assert done.returncode == 1
    assert "Now failed (status 404): it did not arrive" in done.stdout


@pytest.mark.parametrize("words", [("send", PERSON), ("life", "0" * 24), ("stopped",), ("resume", "0" * 32)], ids=" ".join)
def test_redis_away_is_one_line_and_says_nothing_of_where_it_is(console: Console, words: tuple[str, ...]) -> None:
    line = console.fails("sms", *words, REDIS_URL="redis://user:word@127.0.0.1:1/0")
    assert line == "Error: Redis is away or refuses (ConnectionError). See REDIS_URL, and try again."


def test_the_command_line_lists_what_there_is(console: Console) -> None:
    assert re.search(r"^  sms +SMS: a test, a message's life, the spool, stopped numbers\.$", console.sees("--help"), re.MULTILINE)
    listed = re.findall(r"^  (\w+)  ", console.sees("sms", "--help"), re.MULTILINE)
    assert listed == ["life", "replay", "resume", "send", "spool", "stopped"]
    for command in listed:
        assert console.sees("sms", command, "--help").startswith("Usage: flask sms ")
