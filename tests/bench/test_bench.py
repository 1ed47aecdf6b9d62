"""The measurement itself: it sees every wrong reply, and what is measured gives none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import processors
from bench.load import read_scenario
from bench.servers import PROGRAMS, Stage, stage
from bench.slices import Slice, take
from bench.table import table

SECONDS = 0.5


@pytest.fixture(scope="module", params=[None, 20.0], ids=["menu", "look-up"])
def running(request: pytest.FixtureRequest) -> Iterator[Stage]:
    with stage(PROGRAMS, request.param) as started:
        yield started


@pytest.mark.alone
@pytest.mark.parametrize("number", range(len(PROGRAMS)), ids=[program.name for program in PROGRAMS])
def test_half_a_second_against_each_program_brings_no_wrong_reply(running: Stage, number: int) -> None:
    found = take(running, running.targets[number], at_once=8, seconds=SECONDS, warm_up=0.2)
    assert found.wrong == 0, found.samples
    assert found.hops > 50
    assert 0 < found.p50 <= found.p99 <= found.p999
    assert found.cpu_us > 0


def test_a_dropped_conversation_leaves_nothing_for_the_next_slice(running: Stage) -> None:
    for _ in range(3):
        found = take(running, running.targets[0], at_once=4, seconds=0.1, warm_up=0)
        assert found.wrong == 0, found.samples


def test_every_wrong_reply_is_counted(running: Stage, root: Path) -> None:
    other_screens = read_scenario(root / "bench" / "menu.json")._replace(path="/ussd")
    found = take(running, running.targets[2]._replace(scenario=other_screens), at_once=2, seconds=0.2, warm_up=0)
    assert found.wrong == found.hops > 0
    assert "step 1, text='': 200 b'CON Welcome to Akiba" in found.samples[0]


def test_the_table_says_how_the_project_compares() -> None:
    def one(rate: float, used: float) -> list[Slice]:
        return [Slice(100, rate, used, 1, 2, 3, 0, 0, 0, [])]

    said = table({("menu", "project"): one(6000, 150), ("menu", "limit"): one(12000, 75), ("menu", "floor"): one(3000, 300)})
    assert [line.split(" | ")[-2:] for line in said.splitlines()[2:]] == [["1.00", "1.00 |"], ["0.50", "0.50 |"], ["2.00", "2.00 |"]]


def test_the_driver_and_the_server_do_not_share_a_processor_where_there_are_two() -> None:
    assert len(processors.AVAILABLE) == 1 or set(processors.SERVER).isdisjoint(processors.DRIVER)
