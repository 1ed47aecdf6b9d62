"""Conversations recalled by the process that left them: fewer round trips, and never another answer than Redis would give."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from channels.recent import Left, Recent
from channels.stored import Stored
from engine.session import Session
from tests.channels.service import Service
from tests.engine.orchard import Orchard

TO_THE_QUESTION = ("", "1", "1*4", "1*4*2")
ANSWERED = "1*4*2*1"


@pytest.fixture
def two(redis_server: str) -> list[Service]:
    """Two processes of one service, as far as they know of each other."""
    world = Orchard()
    return [Service(redis_server, world), Service(redis_server, world)]


def calls(redis: Redis) -> dict[str, int]:
    return {name: int(figures["calls"]) for name, figures in redis.info("commandstats").items()}


def test_a_message_after_the_first_takes_one_script_and_nothing_else(redis_server: str, redis_client: Redis) -> None:
    service = Service(redis_server)
    service.hop("")
    before = calls(redis_client)
    assert service.hop("1").startswith("CON How many")
    now = calls(redis_client)
    assert now["cmdstat_evalsha"] - before["cmdstat_evalsha"] == 1
    assert now.get("cmdstat_get", 0) == before.get("cmdstat_get", 0), "nothing was loaded"
    assert now["cmdstat_set"] - before["cmdstat_set"] == 1, "no lock was taken"


@pytest.mark.parametrize("seed", range(8))
def test_whichever_process_answers_the_replies_are_those_of_one(two: list[Service], seed: int) -> None:
    chance = random.Random(seed)
    typed: list[str] = []
    for key in ["", *(chance.choice(["1", "2", "4", "0", "12", "00", "x"]) for _ in range(25))]:
        typed += [key] if key else []
        text = "*".join(typed)
        mixed = chance.choice(two).hop(text, "mixed", "+8562010000002")
        assert mixed == two[0].hop(text, "alone", "+8562010000003"), text
        if mixed.startswith("END"):
            break


def test_what_another_process_has_gone_on_with_is_never_done_from_memory(two: list[Service]) -> None:
    here, there = two
    for text in TO_THE_QUESTION:
        here.hop(text)
    # There the caller went back; here the question is still remembered.
    assert there.hop("1*4*2*0").startswith("CON 4 trees")
    assert here.hop("1*4*2*0*1").startswith("CON PIN")
    assert here.world.picked == []


def test_copies_of_a_confirmation_at_several_processes_confirm_once(two: list[Service]) -> None:
    with ThreadPoolExecutor(8) as pool:
        for number in range(40):
            person, dial = f"+85620100{number:05}", f"d{number}"
            for at, text in enumerate(TO_THE_QUESTION):
                two[at % 2].hop(text, dial, person)
            replies = set(pool.map(lambda at, dial=dial, person=person: two[at % 2].hop(ANSWERED, dial, person), range(8)))
            assert len(replies) == 1
            assert replies.pop().startswith("CON Picked")
    assert len(two[0].world.picked) == 40


def test_a_repeated_message_is_answered_alike_by_a_process_that_remembers_less(two: list[Service]) -> None:
    here, there = two
    for text in TO_THE_QUESTION[:3]:
        here.hop(text)
    newest = there.hop(TO_THE_QUESTION[3])
    assert here.hop(TO_THE_QUESTION[2]) == newest, "an older message gets the newest reply"
    assert here.hop(ANSWERED).startswith("CON Picked")


def test_a_mistake_of_ours_is_told_once_and_the_place_is_kept(redis_server: str) -> None:
    service = Service(redis_server, Orchard(failures=[RuntimeError("ours")]))
    for text in TO_THE_QUESTION:
        service.hop(text)
    told = service.hop(ANSWERED)
    assert told.startswith("END Something went wrong")
    assert service.hop(ANSWERED) == told
    assert service.hop("", dial="d2").startswith("CON You were here: Basket")


def left(number: int) -> Left:
    return Left(b"%d" % number, Stored(Session()), None)


def test_a_conversation_is_handed_out_once() -> None:
    recent = Recent()
    recent.put(b"a", left(1))
    assert recent.take(b"a") == left(1)
    assert recent.take(b"a") is None


def test_no_more_are_remembered_than_there_is_room_for() -> None:
    recent = Recent(keep=10)
    for number in range(100):
        recent.put(b"%d" % number, left(number))
    remembered = [number for number in range(100) if recent.take(b"%d" % number)]
    assert remembered[-1] == 99
    assert 10 <= len(remembered) <= 20


def test_what_nobody_came_back_to_is_forgotten() -> None:
    recent = Recent(keep_seconds=0)
    recent.put(b"a", left(1))
    recent.put(b"b", left(2))
    assert recent.take(b"a") is None
