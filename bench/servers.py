"""Starts what is measured and what it needs: a store, a stub backend and one process of each program."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from bench import processors
from bench.load import Scenario, read_scenario
from deploy import redis_program, sessions
from deploy.ports import free_port

ROOT: Final = Path(__file__).resolve().parent.parent
READY_WITHIN: Final = 30.0


class Program(NamedTuple):
    """application: as the web server loads it. scenario: its screens."""

    name: str
    application: str
    scenario: Path


PROGRAMS: Final = (
    Program("project", "bench.menu:app", ROOT / "bench" / "menu.json"),
    Program("limit", "bench.limit:app", ROOT / "bench" / "floor.json"),
    Program("floor", "bench.floor:app", ROOT / "bench" / "floor.json"),
)


class Target(NamedTuple):
    """A program that is running."""

    name: str
    port: int
    process: int
    scenario: Scenario


class Stage(NamedTuple):
    """Everything that is running for one part. `others`: processes that work for all targets alike."""

    targets: list[Target]
    others: list[int]


@contextmanager
def stage(programs: Sequence[Program], delay_ms: float | None) -> Iterator[Stage]:
    """All of them at once, each idle but the one that is being played against; `delay_ms`: of the backend, None for no backend."""
    with ExitStack() as running:
        environ, others = {}, []
        with processors.pinned(processors.DRIVER):
            port = free_port()
            # As the peers have it elsewhere: over TCP, nothing on disk.
            options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning"]
            others.append(running.enter_context(process([redis_program.program(), *options], {}, port)).pid)
            if delay_ms is not None:
                stub = running.enter_context(process([sys.executable, "-m", "bench.stub", f"{delay_ms:g}"], {}))
                assert stub.stdout is not None
                environ["BACKEND_URL"] = f"http://127.0.0.1:{int(stub.stdout.readline())}"
                others.append(stub.pid)
        targets = []
        with processors.pinned(processors.SERVER):
            for number, program in enumerate(programs):
                store = {"REDIS_URL": f"redis://127.0.0.1:{port}/{number}"}
                targets.append(running.enter_context(_target(program, environ | store)))
        yield Stage(targets, others)


@contextmanager
def _target(program: Program, environ: Mapping[str, str]) -> Iterator[Target]:
    port = free_port()
    # The same web server with the same threads as the service runs on; one process, so that hops a second are those of one core.
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "128", "--no-access-log", "--log-level", "warning", program.application]
    with process(command, environ, port) as started:
        yield Target(program.name, port, started.pid, read_scenario(program.scenario))


@contextmanager
def process(command: Sequence[str], environ: Mapping[str, str], port: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A process, waited for until it listens when a port is given; it and all it started are gone afterwards."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"BACKEND_URL", "REDIS_URL"}}
    with subprocess.Popen(
        command, cwd=ROOT, env={**inherited, **environ}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as started:
        try:
            if port:
                _wait_for(port, started)
            yield started
        finally:
            sessions.end({started.pid}, patience=2)


def _wait_for(port: int, started: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and started.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"did not start: {started.args!r}")
