"""Conversations as this process left them, in its own memory: the next message mostly comes here as well."""

from __future__ import annotations

import time
from typing import Final, NamedTuple

from channels.stored import Stored
from engine.runner import View

# A dialled session is over after three minutes at most, and a thousand are under way at once where one process is kept busy.
KEEP_SECONDS: Final = 180
KEEP: Final = 4096


class Left(NamedTuple):
    """version: of what was stored in Redis (seal.version). stored: the same, nobody else's. shown: what its reply was drawn from."""

    version: bytes
    stored: Stored
    shown: View | None


class Recent:
    """Two generations: the older is dropped when the newer is full or old, so nothing needs to be put in order."""

    def __init__(self, keep_seconds: float = KEEP_SECONDS, keep: int = KEEP) -> None:
        self._keep_seconds = keep_seconds
        self._keep = keep
        self._newer: dict[bytes, Left] = {}
        self._older: dict[bytes, Left] = {}
        self._until = 0.0

    def put(self, name: bytes, left: Left) -> None:
        """Keeps a conversation until it is taken, or other ones have come."""
        now = time.monotonic()
        if now > self._until or len(self._newer) >= self._keep:
            self._older = self._newer if now < self._until + self._keep_seconds else {}
            self._newer, self._until = {}, now + self._keep_seconds
        self._newer[name] = left

    def take(self, name: bytes) -> Left | None:
        """Hands it out, once: two messages at the same time do not work on the same one."""
        return self._newer.pop(name, None) or self._older.pop(name, None)
