"""The checker finds every fault at once, and none in a sound service."""

from __future__ import annotations

from pathlib import Path

from engine.check import Fault, report
from tests.engine.small_service import LAO_LETTERS, faults, lao, sound


def test_nothing_is_wrong_with_a_sound_service(tmp_path: Path) -> None:
    assert faults(tmp_path, sound()) == []


def test_every_fault_is_found_at_once(tmp_path: Path) -> None:
    words = lao() | {"Bye.": f"{LAO_LETTERS} " * 3, "Hello!": f"{LAO_LETTERS} " * 15, "Saved.": ""}
    assert len(faults(tmp_path, sound(), lo=words)) == 3


def test_the_report_lists_all_faults_under_their_headings() -> None:
    found = [Fault("dead ends", "a."), Fault("letters", "b."), Fault("dead ends", "c.")]
    assert report(found, sound()) == "dead ends (2):\n  a.\n  c.\nletters (1):\n  b.\n\ncheck: 3 faults"
    assert report([], sound()) == "check: 5 flows, 8 screens: no fault"
