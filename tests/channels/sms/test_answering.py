"""A job that dies, fails, or is run twice: the sender gets the one reply that was made, at most once more."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis import Redis

from assembly import make_client, make_sms_desk
from channels.sms.inbound import InboundSms
from channels.sms.inbox import Inbox
from channels.sms.spool import Spool
from channels.wire import Wire
from engine.text import load_catalogues
from errands import Errands, answer
from flows import all_flows
from jobs.sending import NotSent
from seal import Seal
from settings import LOCALES, read_settings
from tests.processes import SERVICE

KEY = bytes(range(32))
# Keeps a message of these words, and gives its name.
Receive = Callable[[str], str]


class Died(BaseException):
    """The process was killed while the gateway had the text."""


class Way:
    """A way out that fails as it is told, one after the other, and then works. tried: what it was given."""

    def __init__(self, *failures: BaseException) -> None:
        self.failures = list(failures)
        self.tried: list[tuple[str, str]] = []

    def send(self, _name: str, msisdn: str, text: str) -> None:
        self.tried.append((msisdn, text))
        if self.failures:
            raise self.failures.pop(0)


@pytest.fixture
def parts(redis_server: str, sandbox_url: str, tmp_path: Path) -> Iterator[Errands]:
    load_catalogues(LOCALES)
    chosen = read_settings(SERVICE | {"REDIS_URL": redis_server, "BACKEND_URL": sandbox_url})
    wire = Wire(redis_server, seconds=0.8)
    inbox = Inbox(wire, Seal({1: KEY}), KEY, Spool(tmp_path), lambda _name: None)
    yield Errands(make_sms_desk(chosen, wire, make_client(chosen), all_flows()), inbox)
    wire.close()


@pytest.fixture
def receive(parts: Errands) -> Receive:
    """receive("BAL"): keeps it, and gives its name."""

    numbers = itertools.count(1)

    def keep(text: str) -> str:
        message = InboundSms("kannel", f"m{next(numbers)}", "+8562010000002", "1490", text, datetime.now(UTC))
        parts.inbox.receive(message)
        return parts.inbox.name(message)

    return keep


@pytest.fixture
def line(parts: Errands) -> str:
    """The line in which that person's messages stand."""
    return parts.inbox.line("+8562010000002")


def test_run_twice_it_answers_once(parts: Errands, line: str, receive: Receive) -> None:
    way = Way()
    receive("BAL")
    for _ in range(3):
        answer(parts, way.send, line)
    ((msisdn, text),) = way.tried
    assert (msisdn, "31 months" in text) == ("+8562010000002", True)


def test_who_died_with_it_has_it_sent_once_more_word_for_word_and_never_again(
    parts: Errands, line: str, receive: Receive, redis_client: Redis
) -> None:
    name, way = receive("call me"), Way(Died(), Died())
    for _ in range(4):
        try:
            answer(parts, way.send, line)
        except Died:
            redis_client.delete(f"sms:hold:{line}")
    assert len(way.tried) == 2
    assert way.tried[0] == way.tried[1]
    assert redis_client.get(f"sms:in:{name}") == b"done"


def test_a_way_that_is_away_is_tried_until_it_is_back(parts: Errands, line: str, receive: Receive) -> None:
    way = Way(*(NotSent("no connection") for _ in range(5)))
    receive("BAL")
    for _ in range(8):
        answer(parts, way.send, line)
    assert len(way.tried) == 6


@pytest.mark.parametrize("failure", [NotSent("no answer", may_have_gone=True), NotSent("invalid number", final=True)])
def test_what_may_have_gone_or_never_can_is_not_sent_again(parts: Errands, line: str, receive: Receive, failure: NotSent) -> None:
    way = Way(failure)
    receive("BAL")
    for _ in range(3):
        answer(parts, way.send, line)
    assert len(way.tried) == 1


def test_another_job_leaves_alone_what_one_has_in_hand(parts: Errands, line: str, receive: Receive) -> None:
    way = Way()
    receive("BAL")
    assert parts.inbox.lines.hold(line)
    answer(parts, way.send, line)
    assert way.tried == []


def test_what_was_written_is_gone_before_the_answer_leaves(parts: Errands, line: str, receive: Receive, redis_client: Redis) -> None:
    name = receive("4071")
    seal = Seal({1: KEY})

    def look(_name: str, _msisdn: str, _text: str) -> None:
        lying = redis_client.get(f"sms:in:{name}")
        assert isinstance(lying, bytes)
        assert b"4071" not in seal.open(name.encode(), lying)

    answer(parts, look, line)
    assert redis_client.get(f"sms:in:{name}") == b"done"


def test_a_machine_that_answers_our_answers_is_left_alone(parts: Errands, line: str, receive: Receive) -> None:
    way = Way()
    for number in range(70):
        receive(f"hello {number}")
        answer(parts, way.send, line)
    assert len(way.tried) == 60


def test_one_persons_messages_are_answered_in_their_order_whichever_job_is_first(parts: Errands, line: str, receive: Receive) -> None:
    way = Way()
    for text in ("english", "hospital", "909896516", "BAL"):
        receive(text)
    answer(parts, way.send, line)
    answer(parts, way.send, line)
    assert len(way.tried) == 4
    for (_msisdn, text), words in zip(way.tried, ("BAL", "Covered", "Dok Kafe", "31 months"), strict=True):
        assert words in text


def test_what_comes_while_a_worker_lets_the_line_go_is_answered(parts: Errands, line: str, receive: Receive) -> None:
    receive("BAL")
    answered: list[str] = []

    def send(_name: str, _msisdn: str, text: str) -> None:
        if not answered:
            receive("hospital")
            # Its own job finds the line held.
            answer(parts, send, line)
        answered.append(text)

    answer(parts, send, line)
    assert len(answered) == 2
    assert "31 months" in answered[0]


def test_a_reply_that_cannot_leave_yet_is_not_overtaken(parts: Errands, line: str, receive: Receive) -> None:
    way = Way(NotSent("no connection"), NotSent("no connection"))
    receive("BAL")
    receive("hospital")
    for _ in range(3):
        answer(parts, way.send, line)
    assert ["31 months" in text for _msisdn, text in way.tried] == [True, True, True, False]


def test_what_never_leaves_does_not_hold_up_the_others_for_ever(parts: Errands, line: str, receive: Receive) -> None:
    receive("BAL")
    receive("hospital")
    gone: list[str] = []

    def send(_name: str, _msisdn: str, text: str) -> None:
        if "31 months" in text:
            raise NotSent("status 400")
        gone.append(text)

    for _ in range(9):
        answer(parts, send, line)
        assert gone == []
    answer(parts, send, line)
    assert len(gone) == 1


def test_a_worker_whose_line_was_taken_over_touches_nothing_of_it(parts: Errands, line: str, receive: Receive, redis_client: Redis) -> None:
    receive("BAL")
    slow = parts.inbox.lines.hold(line)
    assert slow
    redis_client.delete(f"sms:hold:{line}")
    other = parts.inbox.lines.hold(line)
    assert other
    assert parts.inbox.lines.first(slow) is None
    parts.inbox.lines.let_go(slow)
    assert parts.inbox.lines.hold(line) is None
    assert parts.inbox.lines.first(other)


def test_a_line_whose_messages_are_too_old_wakes_nobody_for_ever(parts: Errands, line: str, receive: Receive, redis_client: Redis) -> None:
    name = receive("BAL")
    redis_client.delete(f"sms:in:{name}", f"sms:line:{line}")
    assert redis_client.zcard("sms:waiting") == 1
    answer(parts, Way().send, line)
    assert redis_client.zcard("sms:waiting") == 0
