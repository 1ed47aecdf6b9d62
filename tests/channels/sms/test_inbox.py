"""What came in is kept once, sealed, until it is answered; on disk while Redis is away."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis import Redis

from channels.sms import inbox as inboxes
from channels.sms.inbound import InboundSms
from channels.sms.inbox import Inbox
from channels.sms.lines import KEPT_SECONDS, Held, Kept, encode
from channels.sms.spool import Spool
from channels.wire import Away, Wire
from seal import Seal
from tests import processes

KEY = bytes(range(32))
SECRET = "PAY 3 of somebody"


def message(identifier: str = "1", text: str = SECRET, gateway: str = "kannel") -> InboundSms:
    return InboundSms(gateway, identifier, "+8562010000002", "1490", text, datetime(2026, 11, 22, tzinfo=UTC))


class Place:
    """An inbox, and the lines that jobs were woken for."""

    def __init__(self, redis_url: str, folder: Path) -> None:
        self.woken: list[str] = []
        self.wire = Wire(redis_url, seconds=0.8)
        self.spool = Spool(folder)
        self.inbox = Inbox(self.wire, Seal({1: KEY}), KEY, self.spool, self.woken.append)

    def holds(self) -> Held:
        """The line that a job was woken for last."""
        held = self.inbox.lines.hold(self.woken[-1])
        assert held
        return held


@pytest.fixture
def place(redis_server: str, tmp_path: Path) -> Iterator[Place]:
    made = Place(redis_server, tmp_path / "spool")
    made.spool.check()
    yield made
    made.wire.close()


def everything(client: Redis) -> bytes:
    found = b""
    for name in client.scan_iter("*"):
        found += name
        if client.type(name) == b"string":
            found += client.get(name) or b""
    return found


def test_a_message_is_kept_sealed_and_a_job_is_woken_with_the_name_of_its_line_alone(place: Place, redis_client: Redis) -> None:
    place.inbox.receive(message())
    (line,) = place.woken
    assert len(line) == 32
    lying = everything(redis_client)
    assert b"somebody" not in lying
    assert b"2010000002" not in lying
    turn = place.inbox.lines.first(place.holds())
    assert turn
    assert turn.kept == Kept(message())


def test_a_repeat_is_the_same_message_and_after_the_answer_it_wakes_nobody(place: Place) -> None:
    place.inbox.receive(message())
    place.inbox.receive(message())
    # Woken twice, for the first may have died before it woke anybody; one of the two holds the line.
    assert place.woken[0] == place.woken[1]
    held = place.holds()
    assert place.inbox.lines.hold(place.woken[0]) is None
    turn = place.inbox.lines.first(held)
    assert turn
    place.inbox.lines.finish(held, turn.name)
    assert place.inbox.lines.first(held) is None
    place.inbox.receive(message())
    assert len(place.woken) == 2


def test_the_same_id_of_another_gateway_is_another_message(place: Place) -> None:
    place.inbox.receive(message())
    place.inbox.receive(message(gateway="africastalking"))
    assert place.inbox.name(message()) != place.inbox.name(message(gateway="africastalking"))
    # They stand in one line, for they are of one person.
    assert len(place.woken) == 2
    assert len(set(place.woken)) == 1


def test_nothing_of_an_answered_message_is_left_but_its_name(place: Place, redis_client: Redis) -> None:
    place.inbox.receive(message())
    place.inbox.lines.finish(place.holds(), place.inbox.name(message()))
    key = f"sms:in:{place.inbox.name(message())}"
    assert redis_client.get(key) == b"done"
    assert 0 < redis_client.ttl(key) <= KEPT_SECONDS
    assert redis_client.zcard("sms:waiting") == 0


def test_a_message_that_nobody_was_woken_for_is_found(place: Place, redis_client: Redis) -> None:
    place.inbox.receive(message())
    assert place.inbox.remind() == 0, "it is still in the hands of the job"
    redis_client.zadd("sms:waiting", {place.woken[0]: 1})
    assert place.inbox.remind() == 1
    assert len(place.woken) == 2
    assert place.inbox.remind() == 0, "hints do not pile up while nobody works"


def test_without_redis_it_waits_on_disk_and_is_read_back_once(tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    away = Place("redis://127.0.0.1:1/0", spool)
    for identifier in ("1", "2", "1"):
        away.inbox.receive(message(identifier))
    files = list(spool.iterdir())
    assert len(files) == 2
    assert all(SECRET.encode() not in path.read_bytes() for path in files)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)
    with pytest.raises(Away):
        away.inbox.replay()
    (tmp_path / "redis").mkdir()
    with processes.redis_server(tmp_path / "redis") as url:
        back = Place(url, spool)
        back.inbox.receive(message("2"))
        assert back.inbox.replay() == 2
        assert list(spool.iterdir()) == []
        assert len(set(back.woken)) == 1
        assert back.inbox.replay() == 0
        turn = back.inbox.lines.first(back.holds())
        assert turn
        assert turn.kept.message.id == "2"
        back.wire.close()


def test_what_is_sealed_with_a_key_that_is_gone_stays_on_disk_until_it_is_back(place: Place) -> None:
    name = place.inbox.name(message())
    place.spool.put(name, Seal({2: KEY}).close(name.encode(), encode(Kept(message()))))
    assert place.inbox.replay() == 0
    back = Inbox(place.wire, Seal({1: KEY, 2: KEY}), KEY, place.spool, place.woken.append)
    assert back.replay() == 1


def test_half_a_file_is_never_read_back(place: Place) -> None:
    (place.spool.folder / f"{'a' * 32}.7.half").write_bytes(b"half")
    assert list(place.spool.waiting()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_found_at_the_start(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OSError, match="spool"):
        Spool(tmp_path / "spool").check()


def test_a_file_where_the_folder_should_be_is_found_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("")
    with pytest.raises(OSError, match="spool"):
        Spool(tmp_path / "spool").check()


def test_when_neither_redis_nor_the_disk_takes_it_that_is_said(tmp_path: Path) -> None:
    away = Place("redis://127.0.0.1:1/0", tmp_path / "nowhere")
    with pytest.raises(OSError, match="nowhere"):
        away.inbox.receive(message())


def test_a_number_that_sends_without_end_is_noticed(place: Place) -> None:
    assert not any(place.inbox.flooding("+8562010000002") for _ in range(inboxes.MOST_AN_HOUR))
    assert place.inbox.flooding("+8562010000002")
    assert not place.inbox.flooding("+8562010000008")
