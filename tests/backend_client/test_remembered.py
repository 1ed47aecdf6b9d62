"""One value for all threads, renewed by one of them."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from backend_client.errors import BackendFailed, DeadlineExceeded
from backend_client.remembered import Fetched, Remembered
from tests.backend_client.clock import Clock


class Source:
    """Gives 1, 2, 3, ..., or fails, or waits for a gate before it answers."""

    def __init__(self) -> None:
        self.asked = 0
        self.fallbacks: list[bool] = []
        self.fails = False
        self.gate: threading.Event | None = None
        self.begun = threading.Event()

    def __call__(self, fallback: bool) -> Fetched[int]:
        self.asked += 1
        self.fallbacks.append(fallback)
        self.begun.set()
        if self.gate:
            self.gate.wait(5)
        if self.fails:
            raise BackendFailed("500")
        return Fetched(self.asked, 60, 300)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def remembered(clock: Clock) -> Remembered[int]:
    return Remembered(clock, again_s=5)


def in_thread(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_fresh_value_is_not_asked_for_again(remembered: Remembered[int], clock: Clock) -> None:
    source = Source()
    assert [remembered.get(source, 1), remembered.get(source, 1)] == [1, 1]
    clock.passes(60)
    assert remembered.get(source, 1) == 2
    assert source.fallbacks == [False, True]


def test_the_last_known_value_is_kept_when_asking_fails(remembered: Remembered[int], clock: Clock) -> None:
    source = Source()
    remembered.get(source, 1)
    source.fails = True
    clock.passes(61)
    assert remembered.get(source, 1) == 1
    assert remembered.get(source, 1) == 1
    assert source.asked == 2
    clock.passes(5)
    source.fails = False
    assert remembered.get(source, 1) == 3


def test_a_value_past_its_use_is_never_given(remembered: Remembered[int], clock: Clock) -> None:
    source = Source()
    remembered.get(source, 1)
    source.fails = True
    clock.passes(301)
    with pytest.raises(BackendFailed):
        remembered.get(source, 1)


def test_while_one_thread_renews_the_others_get_the_stale_value_at_once(remembered: Remembered[int], clock: Clock) -> None:
    source = Source()
    remembered.get(source, 1)
    clock.passes(61)
    source.gate, source.begun = threading.Event(), threading.Event()
    renewing = in_thread(lambda: remembered.get(source, 1))
    assert source.begun.wait(5)
    assert remembered.get(source, 1) == 1
    source.gate.set()
    renewing.join()
    assert remembered.get(source, 1) == 2


def test_many_threads_at_the_start_ask_once(remembered: Remembered[int]) -> None:
    source, got = Source(), list[int]()
    source.gate = threading.Event()
    threads = [in_thread(lambda: got.append(remembered.get(source, 5))) for _ in range(8)]
    assert source.begun.wait(5)
    source.gate.set()
    for thread in threads:
        thread.join()
    assert got == [1] * 8
    assert source.asked == 1


def test_waiting_for_another_thread_ends_with_the_time_there_is(remembered: Remembered[int]) -> None:
    source = Source()
    source.gate = threading.Event()
    asking = in_thread(lambda: remembered.get(source, 5))
    assert source.begun.wait(5)
    with pytest.raises(DeadlineExceeded):
        remembered.get(source, 0.05)
    source.gate.set()
    asking.join()


def test_forgetting_is_refused_while_the_value_is_young(remembered: Remembered[int], clock: Clock) -> None:
    remembered.get(Source(), 1)
    assert not remembered.forget(1, at_least_s=10)
    clock.passes(10)
    assert remembered.forget(1, at_least_s=10)
    assert remembered.forget(1, at_least_s=10)
