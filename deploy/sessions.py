"""Ends process sessions whole: a server's own workers must not outlive it."""

import contextlib
import os
import signal
import time
from pathlib import Path

# Seconds that the system may take to clear away what was killed.
LAST_MOMENT = 0.5


def members(sessions: set[int]) -> list[int]:
    """Living processes of these sessions. By session and not by group: a job's process makes a group of its own."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            # A process may go while it is looked at.
            with contextlib.suppress(OSError):
                # The name, in brackets, may hold spaces; after it: state, parent, group, session.
                state, _parent, _group, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
                if int(session) in sessions and state != "Z":
                    found.append(int(entry.name))
    return found


def end(sessions: set[int], patience: float) -> None:
    """TERM to the first process of each, KILL to what is left after `patience` seconds; returns when nothing is."""
    for leader in sessions:
        _send(leader, signal.SIGTERM)
    _wait_for_none(sessions, patience)
    # Again and again, for one may have started another while it was looked for; and a killed one takes a moment to go.
    deadline = time.monotonic() + LAST_MOMENT
    while (left := members(sessions)) and time.monotonic() < deadline:
        for process in left:
            _send(process, signal.SIGKILL)
        time.sleep(0.01)


def _wait_for_none(sessions: set[int], patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and members(sessions):
        time.sleep(0.02)


def _send(process: int, sign: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, sign)
