"""The service's command line, as the people who run it type it: a process of its own over a real store."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests import processes

FLASK = str(Path(sys.executable).with_name("flask"))


class Console(NamedTuple):
    """environ: the service's settings."""

    environ: Mapping[str, str]

    def types(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """What it says and how it ends; never a traceback, whatever is wrong."""
        done = subprocess.run(
            [FLASK, "--app", "wsgi", *words],
            cwd=processes.ROOT,
            env={**self.environ, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert "Traceback" not in done.stdout + done.stderr, done.stderr
        return done

    def sees(self, *words: str, **more: str) -> str:
        """What it says, when all is well."""
        done = self.types(*words, **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def fails(self, *words: str, **more: str) -> str:
        """The one line in which it says why not."""
        done = self.types(*words, **more)
        assert done.returncode == 1, done.stdout + done.stderr
        (line,) = done.stderr.splitlines()
        return line
