"""What waits on disk is shown and read back: all of it, once, whatever happens in the middle."""

from __future__ import annotations

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis import Redis

from channels.sms.inbound import InboundSms
from channels.sms.inbox import Inbox
from channels.sms.spool import Spool
from channels.wire import Wire
from jobs.queue import REPLIES, open_queue
from seal import Seal
from settings import read_settings
from tests import processes
from tests.operation.console import Console


def message(number: int) -> InboundSms:
    return InboundSms("kannel", str(number), f"+856201000{number:04}", "1490", "BAL", datetime(2026, 11, 22, tzinfo=UTC))


def spools(folder: Path, count: int) -> None:
    """So many messages that came while Redis was away."""
    settings = read_settings({**processes.SERVICE, "REDIS_URL": "redis://127.0.0.1:1/0", "BACKEND_URL": "http://127.0.0.1:1"})
    spool = Spool(folder)
    spool.check()
    inbox = Inbox(Wire(settings.redis_url), Seal(settings.session_keys), settings.hash_key, spool, lambda _name: None)
    for number in range(count):
        inbox.receive(message(number))
    assert len(spool.lying()) == count


def woken(store: Redis) -> list[str]:
    """The names of the messages that workers were woken for."""
    return [job.args[0] for job in open_queue(store, REPLIES).jobs]


def test_what_lies_there_is_counted_also_without_redis(console: Console, spool_folder: Path) -> None:
    assert console.sees("sms", "spool") == f"0 messages in {spool_folder}\n"
    spools(spool_folder, 3)
    said = console.sees("sms", "spool", REDIS_URL="redis://127.0.0.1:1/0")
    assert said.startswith(f"3 messages in {spool_folder}, the oldest since 20")


def test_it_is_read_back_once_however_often_it_is_asked_for(console: Console, spool_folder: Path, redis_client: Redis) -> None:
    spools(spool_folder, 3)
    assert console.sees("sms", "replay") == "3 messages read back into Redis\n"
    assert list(spool_folder.iterdir()) == []
    assert len(woken(redis_client)) == len(set(woken(redis_client))) == 3
    # The same messages, brought again by their gateway, or by a replay that was cut off before it cleared the disk.
    spools(spool_folder, 3)
    assert console.sees("sms", "replay") == "3 messages read back into Redis\n"
    assert len(set(woken(redis_client))) == 3
    assert redis_client.zcard("sms:waiting") == 3


def test_what_no_key_opens_stays_and_is_told(console: Console, spool_folder: Path, redis_client: Redis) -> None:
    spools(spool_folder, 1)
    Spool(spool_folder).put("a" * 32, b"sealed with another key")
    assert "1 message left on disk" in console.fails("sms", "replay")
    assert len(woken(redis_client)) == 1


def test_with_redis_away_nothing_leaves_the_disk(console: Console, spool_folder: Path) -> None:
    spools(spool_folder, 2)
    line = console.fails("sms", "replay", REDIS_URL="redis://127.0.0.1:1/0")
    assert line == "Error: Redis is away: 0 messages read back, 2 still on disk, none lost. Try again."
    assert len(list(spool_folder.iterdir())) == 2


@pytest.mark.timeout(180)
def test_with_redis_killed_in_the_middle_all_are_there_and_none_twice(console: Console, spool_folder: Path, tmp_path: Path) -> None:
    count = 400
    spools(spool_folder, count)
    (tmp_path / "redis").mkdir()
    with processes.redis_server(tmp_path / "redis") as url, ThreadPoolExecutor(1) as pool:
        replaying = pool.submit(console.types, "sms", "replay", REDIS_URL=url)
        processes.wait_until(lambda: len(Spool(spool_folder).lying()) < count, what="the replay being under way")
        with Redis.from_url(url) as store:
            store.execute_command("CLIENT", "PAUSE", "1500", "ALL")
        done: subprocess.CompletedProcess[str] = replaying.result()
        left = len(Spool(spool_folder).lying())
        assert done.returncode == 1, done.stdout
        assert f"{count - left} messages read back, {left} still on disk, none lost" in done.stderr
        assert 0 < left < count
        time.sleep(1.5)
        assert console.sees("sms", "replay", REDIS_URL=url) == f"{left} messages read back into Redis\n"
        with Redis.from_url(url) as store:
            assert store.zcard("sms:waiting") == count
            assert len(list(store.scan_iter("sms:in:*", count=1000))) == count


def test_two_at_once_bring_in_each_message_once(console: Console, spool_folder: Path, redis_client: Redis) -> None:
    spools(spool_folder, 200)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _n: console.types("sms", "replay"), range(2)))
    assert [each.returncode for each in done] == [0, 0], [each.stderr for each in done]
    assert list(spool_folder.iterdir()) == []
    assert len(set(woken(redis_client))) == redis_client.zcard("sms:waiting") == 200
