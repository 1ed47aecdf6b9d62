"""The wallet's own SQLite file: every write is on the disk before anybody is told of it."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wallet.tables import EMPTIED, SCHEMA

BUSY_MS = 10_000
# The pretend person at the ceiling of contributions: her month costs 405,000.
LIMITED = ("+8562010000011", 400_000)

Row = sqlite3.Row


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class Ledger:
    """Readers share, writers take turns. `stirred` tells the clockwork that something may be due earlier than it thinks."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._own = threading.local()
        self._writing = threading.Lock()
        self.stirred = threading.Event()
        file.parent.mkdir(parents=True, exist_ok=True)
        self._connection().executescript(SCHEMA)
        with self.writing() as sql:
            _limit(sql)

    def read(self, question: str, *values: Any) -> list[Row]:
        return self._connection().execute(question, values).fetchall()

    def one(self, question: str, *values: Any) -> Row | None:
        rows = self.read(question, *values)
        return rows[0] if rows else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it on the disk at the end, or nothing."""
        sql = self._connection()
        # The lock spares the threads SQLite's own waiting, which is a sleep and not a queue.
        with self._writing:
            sql.execute("BEGIN IMMEDIATE")
            try:
                yield sql
            except BaseException:
                sql.execute("ROLLBACK")
                raise
            sql.execute("COMMIT")
        self.stirred.set()

    def reset(self) -> None:
        with self.writing() as sql:
            for table in EMPTIED:
                sql.execute(f"DELETE FROM {table}")  # noqa: S608 - the names are our own
            sql.execute("DELETE FROM sqlite_sequence WHERE name = 'transactions'")
            _limit(sql)

    def _connection(self) -> sqlite3.Connection:
        """Each thread has its own."""
        if not hasattr(self._own, "connection"):
            self._own.connection = _opened(self._file)
        connection: sqlite3.Connection = self._own.connection
        return connection


def _limit(sql: sqlite3.Connection) -> None:
    sql.execute("INSERT INTO wallets (msisdn, most) VALUES (?, ?) ON CONFLICT DO NOTHING", LIMITED)


def _opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.row_factory = Row
    # FULL: in WAL mode NORMAL may forget the last commits when the machine loses its power.
    for pragma in (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection
