"""What programs use of the processors, read from /proc, and which processor they run on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

TICK: Final = 1 / os.sysconf("SC_CLK_TCK")
AVAILABLE: Final = sorted(os.sched_getaffinity(0))
# One for what is measured, another for the driver, the store and the stub; the same where there is only one.
SERVER: Final = AVAILABLE[:1]
DRIVER: Final = AVAILABLE[1:2] or AVAILABLE


@contextmanager
def pinned(processors: list[int]) -> Iterator[None]:
    """What is started meanwhile stays on these."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, processors)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def used_by_tree(leader: int) -> float:
    """Seconds used so far by a process and all it started, those that have ended included."""
    children: dict[int, list[int]] = {}
    ticks: dict[int, int] = {}
    for process, parent, used in _processes():
        children.setdefault(parent, []).append(process)
        ticks[process] = used
    waiting, total = [leader], 0
    while waiting:
        process = waiting.pop()
        total += ticks.get(process, 0)
        waiting += children.get(process, [])
    return total * TICK


def used_by_machine() -> float:
    """Seconds of all processors that were used or taken away by the host."""
    user, nice, system, _idle, _waiting, interrupt, soft, stolen = map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:9])
    return (user + nice + system + interrupt + soft + stolen) * TICK


def name() -> str:
    """The processor's name, for the head of a table."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    found = next((line for line in lines if line.startswith("model name")), "unknown processor")
    return found.partition(":")[2].strip() or found


def _processes() -> Iterator[tuple[int, int, int]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The program's name, in brackets, may hold spaces.
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            yield int(entry.name), int(fields[1]), sum(map(int, fields[11:15]))
