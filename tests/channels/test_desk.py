"""The one path of a message: repeats, parallel hops, dropped lines, mistakes of ours, and a store that is away."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from channels.desk import Manner
from channels.inbound import Inbound
from tests.channels.service import Service
from tests.engine.orchard import Orchard


@pytest.fixture
def service(redis_server: str) -> Service:
    return Service(redis_server)


def test_a_repeated_hop_gets_the_same_bytes_and_changes_nothing(service: Service) -> None:
    service.hop("")
    service.hop("1")
    first = service.hop("1*12")
    assert first.startswith("CON 12 trees")
    assert [service.hop("1*12") for _ in range(5)] == [first] * 5
    assert service.hop("1*12*0").startswith("CON How many")


def test_an_older_hop_that_comes_late_gets_the_newest_reply(service: Service) -> None:
    service.hop("")
    service.hop("1")
    newest = service.hop("1*12")
    assert service.hop("1") == newest
    assert service.hop("1*12*0").startswith("CON How many")


def test_the_same_answer_twice_is_two_answers(service: Service) -> None:
    service.hop("")
    assert service.hop("1").startswith("CON How many")
    assert service.hop("1*1").startswith("CON 1 trees")


def test_parallel_copies_of_a_hop_change_the_state_once(service: Service) -> None:
    for text in ("", "1", "1*4", "1*4*2"):
        service.hop(text)
    with ThreadPoolExecutor(10) as pool:
        replies = list(pool.map(lambda _: service.hop("1*4*2*1"), range(10)))
    assert set(replies) == {replies[0]}
    assert replies[0].startswith("CON Picked")
    assert len(service.world.picked) == 1


def test_a_thousand_repeated_and_parallel_hops_are_answered_alike(service: Service) -> None:
    def conversation(number: int) -> int:
        person, dial = f"+85620100{number:05}", f"t{number}"
        texts = ["", "1", "1*4", "1*4*2", "1*4*2*1"]
        with ThreadPoolExecutor(4) as copies:
            for text in texts:
                replies = list(copies.map(lambda _, text=text: service.hop(text, dial, person), range(4)))
                assert len(set(replies)) == 1, replies
        return len(texts) * 4

    with ThreadPoolExecutor(5) as pool:
        hops = sum(pool.map(conversation, range(50)))
    assert hops == 1000
    assert len(service.world.picked) == 50


def test_a_star_within_an_answer_is_part_of_it(service: Service) -> None:
    service.hop("")
    service.hop("1")
    assert "from 1 to 50" in service.hop("1*99*9")


def test_a_dial_string_opens_its_task(service: Service) -> None:
    assert service.hop("1*12").startswith("CON 12 trees")


def test_a_hop_whose_history_was_cut_is_read_from_its_last_star(service: Service) -> None:
    service.hop("")
    service.hop("1")
    assert service.hop("8*8*12").startswith("CON 12 trees")


def test_a_lost_session_never_replays_a_pin_or_a_confirmation(service: Service, redis_client: Redis) -> None:
    for text in ("", "1", "1*4", "1*4*2"):
        service.hop(text)
    redis_client.flushall()
    assert service.hop("1*4*2*1").startswith("CON Sure?")
    assert service.world.picked == []


def test_a_redial_offers_to_go_on(service: Service) -> None:
    service.hop("")
    service.hop("1")
    service.hop("1*12")
    assert service.hop("", dial="d2").startswith("CON You were here: Basket\n1 Continue")
    assert service.hop("1", dial="d2").startswith("CON 12 trees")


def test_a_late_hop_of_the_dropped_session_does_not_disturb_the_new_one(service: Service) -> None:
    service.hop("")
    service.hop("1")
    service.hop("", dial="d2")
    assert service.hop("1*5").startswith("END Dial *149# again.")
    assert service.hop("1", dial="d2").startswith("CON How many")


def test_two_people_do_not_share_a_conversation(service: Service) -> None:
    service.hop("")
    service.hop("1")
    assert service.hop("", person="+8562010000003").startswith("CON Orchard")


def test_a_mistake_of_ours_gives_a_code_and_keeps_the_place(service: Service) -> None:
    service.hop("")
    crashed = service.hop("5")
    assert crashed.startswith("END Something went wrong. Code ")
    assert service.hop("5") == crashed
    assert service.hop("", dial="d2").startswith("CON Orchard")


def test_a_mistake_in_the_middle_of_a_task_is_resumed_after(redis_server: str) -> None:
    world = Orchard(failures=[RuntimeError("ours")])
    service = Service(redis_server, world)
    for text in ("", "1", "1*4", "1*4*2"):
        service.hop(text)
    assert service.hop("1*4*2*1").startswith("END Something went wrong")
    assert service.hop("", dial="d2").startswith("CON You were here: Basket")
    assert service.hop("1", dial="d2").startswith("CON 4 trees")


def test_pretend_numbers_are_refused_in_production(redis_server: str) -> None:
    service = Service(redis_server, manner=Manner(locale="en", pretend_numbers=False))
    assert service.hop("") == "END This number cannot use the service."
    assert service.hop("", person="").startswith("CON Orchard")


def test_a_message_of_a_conversation_in_use_waits_its_turn(service: Service) -> None:
    service.hop("")
    taken = service.sessions.take(service.desk.conversation(Inbound("africastalking", "d1", "+8562010000002", "")), 0)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(service.hop, "1")
        time.sleep(0.2)
        assert not waiting.done()
        service.sessions.free(taken)
        assert waiting.result(2).startswith("CON How many")


@pytest.mark.alone
def test_without_a_store_the_caller_gets_a_polite_end_within_a_second(tmp_path_factory: pytest.TempPathFactory) -> None:
    service = Service(f"unix://{tmp_path_factory.mktemp('none')}/absent")
    started = time.monotonic()
    assert service.hop("") == "END Sorry, this is not working just now. Please dial *149# again soon."
    assert time.monotonic() - started < 1
