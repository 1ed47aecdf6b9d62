"""What the pretend network remembers, in one small SQLite file."""

import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = tuple[Any, ...]


class Database:
    """One connection for all threads: a pretend network is never too busy for a lock."""

    def __init__(self, file: Path | None = None) -> None:
        """file: None keeps everything in memory."""
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(file or ":memory:", check_same_thread=False, isolation_level=None)
        # What was acknowledged outlives a kill; losing the last moment to a power cut does no harm to a pretend phone.
        self._connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")

    def prepare(self, schema: str) -> None:
        with self._lock:
            self._connection.executescript(schema)

    def read(self, question: str, *values: object) -> list[Row]:
        with self._lock:
            return list(self._connection.execute(question, values))

    def write(self, statement: str, rows: Iterable[Row]) -> None:
        """All of them or none."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                self._connection.executemany(statement, rows)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
