"""Optional parts of a machine: a test that needs one skips by its name, or fails where everything is required."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def _program(*names: str) -> Callable[[], bool]:
    return lambda: all(shutil.which(name) for name in names)


def postgresql_programs() -> Path | None:
    """The folder of initdb and pg_ctl, which Debian keeps off the path; the newest one."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in folders), key=lambda folder: int(folder.parent.name), default=None)


PARTS: dict[str, Callable[[], bool]] = {
    "chromium": _program("chromium", "chromedriver"),
    "postgresql": lambda: postgresql_programs() is not None,
    "kannel": lambda: bool(shutil.which("bearerbox", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")),
    "lao font": lambda: any(Path("/usr/share/fonts").rglob("*Lao*")),
}


def needs(*parts: str) -> None:
    """Skips, naming the first part that is not here; fails instead when REQUIRE_ALL=1."""
    for part in parts:
        if not PARTS[part]():
            if os.environ.get("REQUIRE_ALL") == "1":
                pytest.fail(f"{part} is not installed, and REQUIRE_ALL=1 asks for everything")
            pytest.skip(f"{part} is not installed")
