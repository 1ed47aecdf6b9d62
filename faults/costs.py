"""What each part takes of the processors while people pay."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from deploy import sessions

TICKS = os.sysconf("SC_CLK_TCK")
OWN = "faults"


def used(parts: Mapping[str, set[int]]) -> dict[str, float]:
    """Seconds of a processor until now, by part, with the children it has buried; this process beside them.

    parts: the sessions of each. One that was killed took its count with it, so this says nothing of a run in which somebody was struck.
    """
    found = {name: sum(_seconds(process) for process in sessions.members(own)) for name, own in parts.items()}
    return {**found, OWN: sum(os.times()[:2])}


def _seconds(process: int) -> float:
    # A process may go while it is looked at.
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        # utime, stime, cutime, cstime: the 14th to the 17th, of which the first two stand before the name's end.
        return sum(int(one) for one in fields[11:15]) / TICKS
    return 0.0
