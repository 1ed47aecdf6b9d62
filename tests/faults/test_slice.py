"""A slice of the fault runs that fits into every check: payments stay whole, and every word about them true."""

from pathlib import Path

import pytest

from tests.faults.runs import left_running, run
from tests.processes import ROOT


# Everything is started for it, on a machine that may be busy.
@pytest.mark.long
@pytest.mark.timeout(300)
def test_no_fault_takes_money_twice_loses_it_or_makes_the_service_lie(tmp_path: Path) -> None:
    ended = run(ROOT, "mixture", "--intents", "60", "--seed", "11", "--keep", str(tmp_path))
    assert ended.status == 0, ended.said
    assert "python -m faults mixture --intents 60 --seed 11" in ended.said, "what was run cannot be run again"
    assert left_running(tmp_path) == []
