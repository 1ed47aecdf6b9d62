"""Order within a conversation, and none between conversations."""

from __future__ import annotations

import threading
import time
from functools import partial

from channels.smpp.lanes import Lanes


def waits(gate: threading.Event) -> None:
    gate.wait(5)


def test_what_belongs_together_is_done_in_order() -> None:
    lanes, done = Lanes(8), dict[str, list[int]]()

    def work(lane: str, number: int) -> None:
        time.sleep(0.001)
        done.setdefault(lane, []).append(number)

    for number in range(30):
        for lane in "abcde":
            assert lanes.put(lane, partial(work, lane, number))
    assert lanes.close(5)
    assert done == {lane: list(range(30)) for lane in "abcde"}


def test_a_slow_conversation_holds_up_no_other() -> None:
    lanes, gate, other = Lanes(2), threading.Event(), threading.Event()
    lanes.put("slow", partial(waits, gate))
    lanes.put("slow", lambda: None)
    lanes.put("other", other.set)
    assert other.wait(2)
    assert lanes.has_more("slow")
    gate.set()
    assert lanes.close(5)
    assert not lanes.has_more("slow")


def test_a_flood_is_turned_away_and_what_was_taken_is_done() -> None:
    lanes, gate = Lanes(2, room=3), threading.Event()
    for lane in "abc":
        assert lanes.put(lane, partial(waits, gate))
    assert not lanes.put("d", lambda: None)
    gate.set()
    assert lanes.close(5)


def test_closing_waits_no_longer_than_it_is_told() -> None:
    lanes, gate = Lanes(1), threading.Event()
    lanes.put("a", partial(waits, gate))
    assert not lanes.close(0.1)
    gate.set()
