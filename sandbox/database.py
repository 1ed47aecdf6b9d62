"""One engine, one way to a transaction: SQLite in WAL by default, PostgreSQL by its URL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

# Reaching the lock is a matter of milliseconds; only a stuck writer takes this long.
BUSY_MS = 10_000
# Beside the server's threads: those that take payments on and tell of them.
OTHERS_AT_ONCE = 32
# KiB. The indexes of a hundred thousand payments are read all over.
CACHE_KIB = 65_536


class Database:
    """Every transaction of SQLite begins IMMEDIATE: nearly all of them write the access log, and a read that
    becomes a write half-way would fail at once instead of waiting."""

    def __init__(self, url: str, threads: int) -> None:
        self.engine = _engine(url, threads)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        # SQLite lets one write at a time, and who finds it taken sleeps for up to 0.1 s and looks again, while it may be free.
        # The threads of this process queue here instead; its own waiting is left for other processes.
        self._turn = threading.Lock() if self.engine.dialect.name == "sqlite" else nullcontext()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with self._turn, self._sessions.begin() as session:
            yield session


def _engine(url: str, threads: int) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_size=threads, max_overflow=OTHERS_AT_ONCE)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, pool_size=threads, max_overflow=OTHERS_AT_ONCE)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Python's own sqlite3 would otherwise begin transactions by itself, and deferred.
    connection.isolation_level = None
    # NORMAL: no killed process loses a commit, a machine without power may lose the last ones. FULL took 4 to 6 ms more for each of
    # 200 transactions on a busy disk; one writes at a time, nearly every call does, and twenty payments a second would not fit.
    # An order lost so after its money moved is found on the wallet's statement, as no order's; PostgreSQL loses none.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"cache_size=-{CACHE_KIB}", f"busy_timeout={BUSY_MS}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
