"""Several runs of one promise are one larger run: what was tried is added up, and one that broke breaks them all."""

from faults.plan import shares
from faults.tally import Tally, added

WELL = Tally(seed=1, intents=400, requests=9000, lost=1000, debits=350, strikes=0, violations=0, seconds=20.0)


def test_what_was_tried_is_added_up() -> None:
    said = added([WELL, WELL._replace(seed=2, intents=600)])
    assert "seeds 1, 2, added up: 1000 intents" in said
    assert "debits: 700" in said
    assert "0 in 1000 intents: at most 0.003 " in said


def test_one_that_broke_breaks_them_all() -> None:
    said = added([WELL, WELL._replace(seed=2, violations=1)])
    assert "BROKEN violations: 1" in said
    assert "confidence" not in said


def test_many_intents_are_several_runs_and_none_is_left_out() -> None:
    assert shares(1) == [1]
    assert shares(10_000) == [10_000]
    assert shares(100_000) == [10_000] * 10
    assert shares(25_001) == [10_000, 10_000, 5_001]
