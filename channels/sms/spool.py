"""Where sealed messages wait on disk while Redis is away: one file each, named by what tells repeats apart."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

NAME: Final = re.compile(r"[0-9a-f]{32}").fullmatch
PROBE: Final = "probe"


class Lying(NamedTuple):
    """A message on disk. kept_at: seconds since 1970."""

    kept_at: float
    path: Path


class Spool:
    """A folder that outlives the process and the machine's fall: what `put` has returned for is on the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def check(self) -> None:
        """Raises OSError when nothing could be kept here."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = self.folder / f"{PROBE}-{os.getpid()}"
        self._write(probe, b"probe")
        probe.unlink()

    def put(self, name: str, blob: bytes) -> None:
        """Keeps it; again under the same name it is the same message. Raises OSError."""
        kept = self.folder / name
        if kept.exists():
            return
        # Never half a file under a name that is read back: written beside it, then renamed.
        half = self.folder / f"{name}.{os.getpid()}.{id(blob):x}.half"
        self._write(half, blob)
        half.replace(kept)
        self._settle()

    def waiting(self) -> Iterator[tuple[str, bytes]]:
        """What is kept, the oldest first."""
        for _kept_at, path in self.lying():
            # Another process may have brought it in meanwhile.
            with suppress(FileNotFoundError):
                yield path.name, path.read_bytes()

    def lying(self) -> list[Lying]:
        """Where it is kept, the oldest first."""
        found = []
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            with suppress(FileNotFoundError):
                if NAME(path.name):
                    found.append(Lying(path.stat().st_mtime, path))
        return sorted(found)

    def drop(self, name: str) -> None:
        """Done with it."""
        (self.folder / name).unlink(missing_ok=True)

    def _write(self, path: Path, blob: bytes) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(descriptor)

    def _settle(self) -> None:
        """A new name is on the disk only when its folder is."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
