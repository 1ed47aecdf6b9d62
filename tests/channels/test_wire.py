"""Redis in every bad state a service meets: restarted, paused, full, forgetful, away."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from redis import Redis

from channels.wire import Away, Wire
from tests import processes
from tests.channels.service import Service

SORRY = "END Sorry, this is not working just now. Please dial *149# again soon."


def test_answers_come_in_order(redis_server: str) -> None:
    assert Wire(redis_server).trip((b"SET", b"a", b"1"), (b"GET", b"a"), (b"GET", b"none")) == [b"OK", b"1", None]


def test_a_connection_closed_by_the_server_is_opened_anew(redis_server: str, redis_client: Redis) -> None:
    wire = Wire(redis_server)
    wire.trip((b"PING",))
    redis_client.client_kill_filter(_type="normal", skipme=True)
    assert wire.trip((b"PING",)) == [b"PONG"]


def test_scripts_forgotten_by_the_server_are_sent_again(redis_server: str, redis_client: Redis) -> None:
    service = Service(redis_server)
    service.hop("")
    redis_client.script_flush()
    assert service.hop("1").startswith("CON How many")
    assert service.hop("1*5").startswith("CON 5 trees")


@pytest.mark.alone
def test_a_paused_store_is_away_within_a_second_and_back_after(redis_server: str, redis_client: Redis) -> None:
    service = Service(redis_server)
    service.hop("")
    redis_client.client_pause(1200)
    started = time.monotonic()
    assert service.hop("1") == SORRY
    assert time.monotonic() - started < 1
    time.sleep(1.2)
    redis_client.ping()
    time.sleep(0.1)
    assert service.hop("", dial="d2").startswith("CON")


def test_an_answer_that_came_late_is_never_taken_for_the_next_one(redis_server: str, redis_client: Redis) -> None:
    wire = Wire(redis_server, seconds=0.2)
    wire.trip((b"SET", b"late", b"old"))
    redis_client.client_pause(400)
    with pytest.raises(Away):
        wire.trip((b"GET", b"late"))
    time.sleep(0.5)
    assert wire.trip((b"GET", b"other")) == [None]


def test_a_full_store_gives_a_polite_end_and_begins_nothing(tmp_path: Path) -> None:
    with processes.redis_server(tmp_path) as url, Redis.from_url(url) as client:
        service = Service(url)
        assert service.hop("").startswith("CON")
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set("maxmemory", 1)
        assert service.hop("1") == SORRY
        client.config_set("maxmemory", 0)
        assert service.hop("", dial="d2").startswith("CON")


def test_a_store_that_comes_back_is_used_again(tmp_path: Path) -> None:
    with processes.redis_server(tmp_path) as url:
        service = Service(url)
        assert service.hop("").startswith("CON Orchard")
    assert service.hop("1") == SORRY
    with processes.redis_server(tmp_path):
        assert service.hop("", dial="d2").startswith("CON Orchard")
