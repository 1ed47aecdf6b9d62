"""Tests side by side, several files at a time: what takes long begins first, what measures time runs alone at the end."""

import fcntl
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["pytest_collection_modifyitems", "pytest_runtest_protocol"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keeps the random order otherwise; workers take whole files in the order of their first tests."""
    if _is_worker():
        long, alone = ({item.path for item in items if item.get_closest_marker(name)} for name in ("long", "alone"))
        items.sort(key=lambda item: (item.path in alone, item.path not in long, item.get_closest_marker("alone") is not None))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """First of all, so that waiting for a turn counts neither as the test's time nor against its limit."""
    if not _is_worker():
        return (yield)
    with _turn(Path(item.config.getoption("basetemp")).parent, alone=item.get_closest_marker("alone") is not None):
        return (yield)


def _is_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ


@contextmanager
def _turn(folder: Path, *, alone: bool) -> Iterator[None]:
    """Any number of tests at once, or one alone; folder: of all workers. Servers that end with their last test are gone by then too."""
    with (folder / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
