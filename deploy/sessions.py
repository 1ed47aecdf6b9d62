"""Ends process sessions whole: a server's own workers must not outlive it."""

import contextlib
import os
import signal
import time
from pathlib import Path


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
    """TERM to the first process of each, and KILL to what is left after `patience` seconds."""
    for leader in sessions:
        _send(leader, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while (left := members(sessions)) and time.monotonic() < deadline:
        time.sleep(0.02)
    for process in left:
        _send(process, signal.SIGKILL)


def _send(process: int, sign: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, sign)
