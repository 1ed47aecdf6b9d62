"""Tests side by side, several files at a time: what takes long begins first, what measures time runs alone at the end."""

import contextlib
import fcntl
import os
import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["pytest_collection_modifyitems", "pytest_configure", "pytest_runtest_protocol"]


def pytest_configure(config: pytest.Config) -> None:
    """Ended by TERM, as a cancelled check is, or by Ctrl-C, the servers that were started for the tests are ended too."""
    workers = 0 if _is_worker() else config.getoption("numprocesses", 0)

    def end(*_told: object) -> None:
        if _is_worker():
            # Told again, as it is five seconds later, it would leave its servers half ended.
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        elif workers:
            _end_children()
        raise KeyboardInterrupt

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, end)


def _end_children() -> None:
    """By themselves they would be told five seconds before they are killed, which is too late for all that they have started."""
    for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(child), signal.SIGTERM)


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
