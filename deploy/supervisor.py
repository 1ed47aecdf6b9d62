"""Starts the parts in order, brings back the ones that fall, and ends them all."""

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Iterable

from deploy import sessions
from deploy.child import Child, say
from deploy.parts import Part
from deploy.settings import ROOT

READY_WITHIN = 60.0
# Together under the five seconds that are promised: the parts, then the store they write to.
PARTS_PATIENCE = 2.2
STORE_PATIENCE = 1.0


class Supervisor:
    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.children: list[Child] = []
        # Its end of the pipe closes when this process is gone, however it went.
        self._guard = subprocess.Popen(
            [sys.executable, "-m", "deploy.guard"], cwd=ROOT, stdin=subprocess.PIPE, text=True, bufsize=1, start_new_session=True
        )

    def bring_up(self, parts: Iterable[Part]) -> bool:
        """Starts these side by side and waits until each is ready; False when one is not, or when all is to stop."""
        fresh = [Child(part) for part in parts]
        for child in fresh:
            self.children.append(child)
            self._start(child)
        return all(self._wait_for(child) for child in fresh)

    def watch(self) -> None:
        """Returns when all is to stop."""
        while not self.stopping.wait(0.2):
            for child in self.children:
                if child.is_due():
                    self._start(child)
                elif child.restart_at is None and child.has_ended():
                    self._bury(child)
                    say(child.part.name, f"ended with {child.process.returncode}; starts again in {child.plan_restart():g} s")

    def stop(self) -> None:
        running = [child.process.pid for child in self.children if child.restart_at is None]
        store, parts = set(running[:1]), set(running[1:])
        sessions.end(parts, PARTS_PATIENCE)
        sessions.end(store, STORE_PATIENCE)
        for child in self.children:
            child.process.wait()
            self._tell_guard("-", child)
        assert self._guard.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._guard.stdin.close()
        self._guard.wait()

    def _start(self, child: Child) -> None:
        child.start()
        self._tell_guard("+", child)

    def _wait_for(self, child: Child) -> bool:
        deadline = time.monotonic() + READY_WITHIN
        while not self.stopping.is_set():
            if child.has_ended():
                say(child.part.name, f"did not start: it ended with {child.process.returncode}. What it said stands above.")
                return False
            if child.is_ready():
                return True
            if time.monotonic() > deadline:
                say(child.part.name, f"is not ready after {READY_WITHIN:g} s: {child.part.health}")
                return False
            time.sleep(0.05)
        return False

    def _bury(self, child: Child) -> None:
        # A killed server leaves its workers on the port: they go before it comes back.
        sessions.end({child.process.pid}, 0)
        self._tell_guard("-", child)

    def _tell_guard(self, sign: str, child: Child) -> None:
        assert self._guard.stdin is not None
        # Without its guard the supervisor still ends what it started, as long as it lives itself.
        with contextlib.suppress(BrokenPipeError):
            self._guard.stdin.write(f"{sign}{child.process.pid}\n")
