"""Runs of the suite as somebody starts them: a process, what it printed, and how it ended."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.processes import ROOT

LEFT_OUT = shutil.ignore_patterns(".*", "var", "docs", "tests", "__pycache__", "*.log")


class Ended(NamedTuple):
    status: int
    said: str

    def broke(self, kind: str) -> bool:
        return f"BROKEN {kind}" in self.said


def run(root: Path, *words: str) -> Ended:
    """root: whose code runs."""
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([sys.executable, "-m", "faults", *words], cwd=root, env=environ, capture_output=True, text=True, timeout=280)
    return Ended(done.returncode, done.stdout + done.stderr)


def copy_with(folder: Path, file: str, line: str, instead: str) -> Path:
    """The whole code once more, with one line of it changed."""
    copy = folder / "copy"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    code = (copy / file).read_text(encoding="utf-8")
    assert code.count(line) == 1, f"{line!r} stands {code.count(line)} times in {file}"
    (copy / file).write_text(code.replace(line, instead), encoding="utf-8")
    return copy


def left_running(folder: Path) -> list[str]:
    """Processes that were told of this folder."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid():
            # A process may go while it is looked at.
            with contextlib.suppress(OSError):
                told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
                if str(folder).encode() in told:
                    found.append(f"{process.name} {(process / 'cmdline').read_bytes()[:120]!r}")
    return found
