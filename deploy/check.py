"""Everything that is held without running the tests: `make check`."""

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from deploy.settings import ROOT

PROGRAMS = Path(sys.executable).parent
STEPS: tuple[tuple[str, Sequence[str]], ...] = (
    ("style", ("ruff", "check", "--quiet", ".")),
    ("layout of the code", ("ruff", "format", "--check", "--quiet", ".")),
    ("types", ("mypy",)),
    ("import direction", ("lint-imports", "--no-cache")),
    ("the codebase's own tests", ("pytest", "--quiet", "-p", "no:cacheprovider", "tests/house")),
    ("translations", ("python", "-m", "deploy.strings", "--check")),
    ("flows and screens", ("python", "-m", "commands", "check")),
    ("the book", ("python", "-m", "commands", "book", "--check")),
)


def main() -> int:
    """Runs every step, so that one look shows all that is wrong."""
    failed = [name for name, command in STEPS if not _passes(name, command)]
    print(f"check: {', '.join(failed)} failed" if failed else "check: all is well", flush=True)
    return bool(failed)


def _passes(name: str, command: Sequence[str]) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        [str(PROGRAMS / command[0]), *command[1:]], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    passed = done.returncode == 0
    print(f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - started:.0f} s)", flush=True)
    if not passed:
        print((done.stdout + done.stderr).rstrip(), flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())
