"""A slice of the fault runs that fits into every check: payments stay whole, and every word about them true."""

from pathlib import Path

import pytest

from tests.faults.runs import run
from tests.processes import ROOT

# Everything is started for each, on a machine that may be busy.
pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize(
    "words",
    [
        ("duplicates", "--intents", "60", "--seed", "11"),
        ("kills", "--kills", "6", "--seed", "12"),
        ("backend", "--intents", "50", "--seed", "13"),
        ("callbacks", "--intents", "30", "--seed", "14"),
    ],
    ids=lambda words: words[0],
)
def test_no_fault_takes_money_twice_loses_it_or_makes_the_service_lie(words: tuple[str, ...], tmp_path: Path) -> None:
    ended = run(ROOT, *words, "--keep", str(tmp_path / "run"))
    assert ended.status == 0, ended.said
    assert f"seed {words[4]}" in ended.said, "what was run cannot be run again"
