"""One part as a process: its output under its name, its restarts spaced out."""

import os
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

from deploy.parts import Part
from deploy.settings import ROOT

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
# A part that ran this long had started well: its next fall is a new story.
STEADY = 30.0


class Child:
    def __init__(self, part: Part) -> None:
        self.part = part
        self.pause = FIRST_PAUSE
        self.restart_at: float | None = None
        self.last_lines: deque[str] = deque(maxlen=30)

    def start(self) -> int:
        """The session that everything it starts belongs to."""
        self.restart_at = None
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.part.command,
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **self.part.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            # Ctrl-C reaches the supervisor alone, which then ends the parts in order.
            start_new_session=True,
        )
        assert self.process.stdout is not None
        threading.Thread(target=self._show, args=(self.process.stdout,), daemon=True).start()
        return self.process.pid

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def is_ready(self) -> bool:
        match self.part.health:
            case None:
                return True
            case Path() as path:
                return path.exists()
            case url:
                return _answers(url)

    def plan_restart(self) -> float:
        """Seconds until it is tried again: half a second, then twice as long each time, up to half a minute."""
        if time.monotonic() - self.started > STEADY:
            self.pause = FIRST_PAUSE
        wait, self.pause = self.pause, min(self.pause * 2, LONGEST_PAUSE)
        self.restart_at = time.monotonic() + wait
        return wait

    def is_due(self) -> bool:
        return self.restart_at is not None and time.monotonic() >= self.restart_at

    def _show(self, lines: IO[str]) -> None:
        with lines:
            for line in lines:
                self.last_lines.append(line)
                say(self.part.name, line.rstrip())


def say(name: str, line: str) -> None:
    # One write for each line, so that two parts never share one.
    try:
        sys.stdout.write(f"{name:<8} | {line}\n")
        sys.stdout.flush()
    except (BrokenPipeError, ValueError):
        # Nobody reads any more; the parts must go on being drained.
        pass


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:  # noqa: S310 - always this machine's own
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
