"""A repeat is known by every process that is bound, and after a restart of the one that had the message first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from redis import Redis

from channels.smpp.memory import KEPT_SECONDS, Memory
from channels.smpp.turns import Turn
from channels.wire import Wire

KEO = "+8562010000002"
KEY = bytes(range(32))
Process = Callable[[], Memory]


@pytest.fixture
def process(redis_server: str) -> Iterator[Process]:
    """Another process, bound to the same SMSC."""
    wires: list[Wire] = []

    def make() -> Memory:
        wires.append(Wire(redis_server, seconds=0.8))
        return Memory(wires[-1], KEY)

    yield make
    for wire in wires:
        wire.close()


def turn(message: str, said: bytes = b"1", mark: str = "", place: tuple[int, int] = (1, 7)) -> Turn:
    return Turn(said, mark, place, message)


def answered(memory: Memory, made: Turn, *, reached: bool = True) -> None:
    made.message = memory.begin(KEO, made)
    made.reached = reached
    memory.end(KEO, made)


def test_a_numbered_message_that_was_answered_is_not_answered_by_another_process(process: Process) -> None:
    answered(process(), turn("a", mark="1"))
    assert process().begin(KEO, turn("b", mark="1", place=(1, 2))) == ""


def test_the_next_number_is_the_next_message(process: Process) -> None:
    answered(process(), turn("a", mark="1"))
    assert process().begin(KEO, turn("b", mark="2")) == "b"


def test_without_numbers_the_same_words_are_an_answer_once_the_screen_before_reached_her(process: Process) -> None:
    answered(process(), turn("a"))
    assert process().begin(KEO, turn("b")) == "b"


def test_a_reply_that_did_not_reach_her_is_given_again_by_another_process(process: Process) -> None:
    answered(process(), turn("a"), reached=False)
    assert process().begin(KEO, turn("b", place=(3, 1))) == "a"


@pytest.mark.parametrize("mark", ["", "1"])
def test_what_another_process_is_answering_is_waited_for_and_not_answered_twice(process: Process, mark: str) -> None:
    first, made = process(), turn("a", mark=mark)
    made.message = first.begin(KEO, made)

    def later() -> None:
        time.sleep(0.5)
        made.reached = True
        first.end(KEO, made)

    threading.Thread(target=later).start()
    assert process().begin(KEO, turn("b", mark=mark)) == ""


def test_what_a_process_died_with_is_answered_by_another_under_the_same_name(process: Process) -> None:
    assert process().begin(KEO, turn("a")) == "a"
    began = time.monotonic()
    assert process().begin(KEO, turn("b")) == "a"
    assert 4 < time.monotonic() - began < 8


def test_in_one_process_its_own_turns_decide(process: Process) -> None:
    memory = process()
    answered(memory, turn("a", mark="1"))
    # It went to a line that is gone, and is given again.
    assert memory.begin(KEO, turn("a", mark="1", place=(2, 1))) == "a"
    answered(memory, turn("c"))
    assert memory.begin(KEO, turn("d", place=(1, 8))) == "d"


def test_an_ended_session_is_forgotten(process: Process) -> None:
    memory = process()
    answered(memory, turn("a", mark="1"))
    memory.forget(KEO)
    assert process().begin(KEO, turn("b", mark="1")) == "b"


def test_it_is_forgotten_after_a_while_and_holds_no_number_and_no_words(process: Process, redis_client: Redis) -> None:
    answered(process(), turn("a", said=b"digest"))
    [key] = redis_client.scan_iter("*")
    assert b"2010000002" not in key
    assert 0 < redis_client.ttl(key) <= KEPT_SECONDS


def test_without_redis_a_process_knows_its_own() -> None:
    memory = Memory(Wire("redis://127.0.0.1:1/0"), KEY)
    assert memory.begin(KEO, turn("a")) == "a"
    memory.end(KEO, turn("a"))
    memory.forget(KEO)
