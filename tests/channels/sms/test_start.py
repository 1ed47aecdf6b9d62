"""The service does not start where an SMS could be lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.processes import ROOT, SERVICE


def started(**more: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, **SERVICE, "REDIS_URL": "redis://127.0.0.1:1/0", "BACKEND_URL": "http://127.0.0.1:1", **more}
    command = [sys.executable, "-c", "import wsgi"]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False, timeout=60)


def test_it_does_not_start_when_the_spool_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = started(SPOOL_FOLDER=str(tmp_path / "file" / "spool"))
    assert done.returncode == 1
    assert "SPOOL_FOLDER cannot be written" in done.stderr


def test_it_starts_and_makes_the_folder_for_itself_alone(tmp_path: Path) -> None:
    done = started(SPOOL_FOLDER=str(tmp_path / "a" / "spool"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a" / "spool").stat().st_mode & 0o077 == 0
