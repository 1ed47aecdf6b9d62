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
    running = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [process for process in running if _session_of(process) in sessions and _lives(process)]


def _session_of(process: int) -> int:
    """0: a process may go while it is looked at."""
    with contextlib.suppress(OSError):
        # One question to the kernel: this is asked of every process of the machine, many times a second.
        return os.getsid(process)
    return 0


def _lives(process: int) -> bool:
    with contextlib.suppress(OSError):
        # The name, in brackets, may hold spaces; the state comes after it.
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


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
