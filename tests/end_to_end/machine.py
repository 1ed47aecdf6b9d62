"""Everything `make run` starts, on ports and a data folder of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.processes import ROOT, free_port, wait_until

PORTS = ("SERVICE_PORT", "BACKEND_PORT", "SIMULATOR_PORT", "WALLET_PORT")


@dataclass(frozen=True)
class Machine:
    """Where each part listens, what all of them wrote, and where their data lies."""

    service: str
    backend: str
    phone_page: str
    data: Path
    output: Path

    def said(self) -> str:
        return self.output.read_text(errors="replace")


@contextmanager
def machine(folder: Path, **more: str) -> Iterator[Machine]:
    """Ready when yielded, and gone without a trace afterwards."""
    ports = {name: free_port() for name in PORTS}
    urls = [f"http://127.0.0.1:{port}" for port in ports.values()]
    made = Machine(urls[0], urls[1], urls[2], folder / "var", folder / "output")
    environ = {**os.environ, **{name: str(port) for name, port in ports.items()}, "DATA_FOLDER": str(made.data), **more}
    with made.output.open("w") as output:
        process = subprocess.Popen([sys.executable, "-m", "deploy.run"], cwd=ROOT, env=environ, stdout=output, stderr=output)
    try:
        wait_until(lambda: bool(re.search(r"^ready: ", made.said(), re.MULTILINE)) or process.poll() is not None, 60, "being ready")
        assert process.poll() is None, made.said()
        yield made
    finally:
        process.terminate()
        process.wait(15)
