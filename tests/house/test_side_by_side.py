"""Several workers keep out of each other's way: what measures time is alone, and what takes long does not come last."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import ROOT

CONFTEST = "from tests.side_by_side import pytest_collection_modifyitems, pytest_runtest_protocol\n"
MARKERS = "[pytest]\nmarkers =\n    alone: see pyproject.toml\n    long: see pyproject.toml\n"
OPTIONS = ["-p", "xdist", "--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder", "-p", "no:cacheprovider"]
# Each test notes when it began and when it ended.
TEST = """
import time
from pathlib import Path
import pytest

@pytest.mark.{mark}
@pytest.mark.parametrize("number", range(3))
def test_{name}(number):
    began = time.monotonic()
    time.sleep(0.3)
    Path(__file__).with_name(f"{name}-{{number}}").write_text(f"{{began}} {{time.monotonic()}}")
"""


@pytest.fixture(scope="module")
def times(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[float, float]]:
    """From when to when each test ran, by its name."""
    folder = tmp_path_factory.mktemp("tests")
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "pytest.ini").write_text(MARKERS)
    for name, mark in {"early": "alone", "some": "usefixtures", "others": "usefixtures", "slow": "long"}.items():
        (folder / f"test_{name}.py").write_text(TEST.format(name=name, mark=mark))
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    environ |= {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", *OPTIONS, str(folder)]
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {file.name: _moments(file) for file in folder.glob("*-?")}


def _moments(file: Path) -> tuple[float, float]:
    began, ended = map(float, file.read_text().split())
    return began, ended


def beside(times: dict[str, tuple[float, float]], name: str) -> set[str]:
    """Who ran at some moment at which this one did."""
    began, ended = times[name]
    return {other for other, (start, end) in times.items() if start < ended and began < end and other != name}


def test_what_measures_time_has_nobody_beside_it(times: dict[str, tuple[float, float]]) -> None:
    assert [beside(times, f"early-{number}") for number in range(3)] == [set()] * 3


def test_all_else_runs_side_by_side(times: dict[str, tuple[float, float]]) -> None:
    assert beside(times, "slow-0")


def test_what_takes_long_begins_first_and_what_is_alone_after_others(times: dict[str, tuple[float, float]]) -> None:
    order = [name.partition("-")[0] for name in sorted(times, key=lambda name: times[name])]
    # The two workers do not begin at the same moment.
    assert "slow" in order[:3]
    assert "early" not in order[:3]
