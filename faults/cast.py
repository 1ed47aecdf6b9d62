"""Everything that runs in a run, as real processes on free ports, each behind a gate: started, killed, brought back, ended."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import IO

from deploy import keys, parts, redis_program, sessions
from deploy.child import Child
from deploy.parts import Part
from deploy.ports import free_port
from deploy.settings import ROOT, Settings
from faults.gate import Gate, Watch
from faults.sms_sink import SmsSink
from faults.weather import Weather

WEBS, WORKERS = ("web-1", "web-2"), ("jobs-1", "jobs-2")
CALLERS = (*WEBS, *WORKERS, "sweep")
READY_WITHIN = 60.0
# As soon as the supervisor of a real machine would.
BACK_AFTER = 0.5
PROMPT_SECONDS = "12"
# Messages a second: at the usual 20 the words about 30 payments a second would wait for the gateway, which is not what is tried here.
GATEWAYS = "africastalking=100"


class Actor(Child):
    """A part whose words go to a file."""

    def __init__(self, part: Part, folder: Path) -> None:
        super().__init__(part)
        self._file = folder / f"{part.name}.log"
        self.sessions: set[int] = set()

    def start(self) -> int:
        pid = super().start()
        self.sessions.add(pid)
        return pid

    def _show(self, lines: IO[str]) -> None:
        with lines, self._file.open("a") as file:
            for line in lines:
                file.write(line)


class Cast:
    """actors by name: redis, wallet, backend, web-1, web-2, jobs-1, jobs-2, sweep."""

    def __init__(self, folder: Path, weather: Weather, watch: Watch, sink: SmsSink) -> None:
        self.folder = folder
        self.actors: dict[str, Actor] = {}
        self.gates: dict[str, Gate] = {}
        self.ports = {name: free_port() for name in ("backend", "wallet", *WEBS)}
        self.socket = redis_program.socket_in(folder)
        self._sink = sink
        self._weather = weather
        self._watch = watch
        self._turn = 0
        # Ends everything when this process is gone, however it went.
        self._guard = subprocess.Popen(
            [sys.executable, "-m", "deploy.guard"], cwd=ROOT, stdin=subprocess.PIPE, text=True, bufsize=1, start_new_session=True
        )

    async def enter(self) -> None:
        """Starts all, in order. Raises SystemExit when one is not ready in time."""
        await self._open_gates()
        own = keys.read_or_make(self.folder)
        beneath, above = self._parts(own)
        for group in (beneath, above):
            for part in group:
                self.actors[part.name] = Actor(part, self.folder)
                self._start(self.actors[part.name])
            for part in group:
                await self._wait_for(self.actors[part.name])

    async def _open_gates(self) -> None:
        hooks = Gate("hooks@backend", self._next_web, self._weather, self._watch)
        opened = [hooks, Gate("wallet@backend", lambda: self.ports["wallet"], self._weather, self._watch)]
        opened += [Gate(f"backend@{name}", lambda: self.ports["backend"], self._weather, self._watch) for name in CALLERS]
        opened += [Gate(f"sms@{name}", lambda: self._sink.port, self._weather, self._watch) for name in CALLERS]
        opened += [Gate(f"front@{name}", lambda name=name: self.ports[name], self._weather, self._watch) for name in WEBS]  # type: ignore[misc]
        for gate in opened:
            await gate.open()
            self.gates[gate.name] = gate

    def _next_web(self) -> int:
        self._turn += 1
        return self.ports[WEBS[self._turn % 2]]

    def _parts(self, own: dict[str, str]) -> tuple[list[Part], list[Part]]:
        ports, gates = self.ports, self.gates
        around = Settings(backend_port=ports["backend"], data=self.folder)
        real = replace(around, wallet_port=ports["wallet"])
        heard = replace(around, wallet_port=gates["wallet@backend"].port, service_port=gates["hooks@backend"].port)
        store = self.folder / "redis"
        store.mkdir(exist_ok=True)
        wallet = _with(parts.wallet(real), WALLET_PROMPT_SECONDS=PROMPT_SECONDS)
        beneath = [parts.store(store, self.socket), wallet, parts.sandbox(heard, own)]
        seen = {
            name: replace(around, backend_port=gates[f"backend@{name}"].port, simulator_port=gates[f"sms@{name}"].port) for name in CALLERS
        }
        above = [
            replace(parts.service(replace(seen[name], service_port=ports[name], service_threads=64), own, self.socket), name=name)
            for name in WEBS
        ]
        above += [parts.worker(seen[name], own, self.socket, number) for number, name in enumerate(WORKERS, 1)]
        above.append(parts.sweep(seen["sweep"], own, self.socket))
        return beneath, [_with(part, DEFAULT_LOCALE="en", SMS_GATEWAYS=GATEWAYS) for part in above]

    def _start(self, actor: Actor) -> None:
        assert self._guard.stdin is not None
        self._guard.stdin.write(f"+{actor.start()}\n")

    async def _wait_for(self, actor: Actor) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while not await asyncio.to_thread(actor.is_ready):
            if actor.has_ended() or time.monotonic() > deadline:
                raise SystemExit(f"{actor.part.name} did not start: {''.join(actor.last_lines)[-2000:]}")
            await asyncio.sleep(0.05)

    async def bring_back(self) -> None:
        """Until cancelled: what fell starts again, as it would under any supervisor."""
        while True:
            for actor in self.actors.values():
                if actor.is_due():
                    self._start(actor)
                elif actor.restart_at is None and actor.has_ended():
                    self._bury(actor)
                    actor.restart_at = time.monotonic() + BACK_AFTER
            await asyncio.sleep(0.1)

    def _bury(self, actor: Actor) -> None:
        actor.process.wait()
        # A killed server leaves its workers on the port. The child of a killed worker goes on, as it may anywhere.
        if not actor.part.name.startswith("jobs"):
            for left in sessions.members({actor.process.pid}):
                send(left, signal.SIGKILL)

    @property
    def sessions(self) -> dict[str, set[int]]:
        """All that were ever started here, by actor."""
        return {name: set(actor.sessions) for name, actor in self.actors.items()}

    def all_up(self) -> bool:
        """Whether nobody lies dead."""
        return all(actor.restart_at is None and not actor.has_ended() for actor in self.actors.values())

    def leave(self) -> None:
        """Ends everything that was ever started here."""
        started = {pid for own in self.sessions.values() for pid in own}
        for left in sessions.members(started):
            send(left, signal.SIGCONT)
        sessions.end(started, 2.0)
        for actor in self.actors.values():
            actor.process.wait()
        assert self._guard.stdin is not None
        self._guard.stdin.close()
        self._guard.wait()


def send(process: int, sign: signal.Signals) -> None:
    """To a process that may be gone already."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, sign)


def _with(part: Part, **more: str) -> Part:
    return replace(part, environ={**part.environ, **more})
