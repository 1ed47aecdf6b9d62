"""Real Kannel between an SMS centre and the service: Lao as it was written, long texts in one, nothing lost or answered twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import processes
from tests.channels.sms import kannel_at_work, smsc
from tests.channels.sms.smsc import Smsc
from tests.channels.sms.texter import Machine, machine
from tests.needs import needs

KEO, KHAMLA = "+8562010000002", "+8562010000008"
# So long is the service away; Kannel asks again every second.
AWAY_SECONDS = 6.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs("kannel")
    return tmp_path_factory.mktemp("kannel")


@pytest.fixture(scope="module")
def at_work(folder: Path, one_redis_server: str, one_sandbox: str) -> Iterator[tuple[Machine, Smsc]]:
    with (
        machine(one_redis_server, one_sandbox, folder) as made,
        smsc.running() as centre,
        kannel_at_work.running(folder, centre, made.service),
    ):
        yield made, centre


def answers(made: Machine, centre: Smsc, sender: str, text: str, *, backwards: bool = False) -> str:
    """What the sender gets."""
    before = len(made.gateway.to(sender))
    centre.brings(sender, text, backwards=backwards)
    processes.wait_until(lambda: len(made.gateway.to(sender)) > before, what=f"an answer to {text[:20]!r}")
    return made.gateway.to(sender)[before]


def test_lao_and_latin_arrive_as_they_were_written(at_work: tuple[Machine, Smsc], sandbox_url: str) -> None:
    assert "31 ເດືອນ" in answers(*at_work, KEO, "ຍອດ")
    assert "31 months" in answers(*at_work, KEO, "BAL")
    assert "11/2026 - 1/2027" in answers(*at_work, KHAMLA, "ມອບ ໓")


@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "the last part first"])
def test_a_long_text_is_read_to_its_end(at_work: tuple[Machine, Smsc], sandbox_url: str, backwards: bool) -> None:
    text = f"{'ສະບາຍດີ ຂ້ອຍຢາກຖາມເລື່ອງຂອງຍາດພີ່ນ້ອງ ' * 4}ໂຮງໝໍ 909896516"
    assert len(text) > 2 * 67
    assert "ດອກກາເຟ" in answers(*at_work, KEO, text, backwards=backwards)


def test_kannel_texts_nothing_of_its_own_to_anybody(at_work: tuple[Machine, Smsc], sandbox_url: str) -> None:
    _made, centre = at_work
    for text in ("BAL", "", "?", "🙂"):
        answers(*at_work, KEO, text)
    assert centre.submitted == 0


def test_what_comes_while_the_service_is_down_is_answered_once_when_it_is_up(folder: Path, one_sandbox: str, sandbox_url: str) -> None:
    port, own = processes.free_port(), folder / "down"
    (own / "redis").mkdir(parents=True)
    with ExitStack() as stack:
        # The workers of the other machine would take its jobs out of a store that both share.
        store = stack.enter_context(processes.redis_server(own / "redis"))
        centre = stack.enter_context(smsc.running())
        stack.enter_context(kannel_at_work.running(own, centre, f"http://127.0.0.1:{port}"))
        for sender in (KEO, KHAMLA):
            centre.brings(sender, "BAL")
        processes.wait_until(lambda: centre.acknowledged == 2, what="Kannel taking both")
        time.sleep(AWAY_SECONDS)
        made = stack.enter_context(machine(store, one_sandbox, own, port=port))
        made.gateway.waits_for(2, within=60)
        time.sleep(AWAY_SECONDS)
        assert sorted(each.to for each in made.gateway.sent) == [KEO, KHAMLA]
