"""The SMS that the gateway took, each for one phone, in one small SQLite file."""

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS sms (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    msisdn TEXT NOT NULL,
    sender TEXT NOT NULL,
    text TEXT NOT NULL,
    sent_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sms_by_phone ON sms (msisdn, id);
"""


@dataclass(frozen=True)
class Sms:
    message_id: str
    msisdn: str
    sender: str
    text: str
    sent_at: str


class SmsStore:
    """One connection for all threads: a pretend network is never too busy for a lock."""

    def __init__(self, file: Path | None = None) -> None:
        """file: None keeps everything in memory."""
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(file or ":memory:", check_same_thread=False, isolation_level=None)
        # What was acknowledged outlives a kill; losing the last moment to a power cut does no harm to a pretend phone.
        self._connection.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {SCHEMA}")

    def keep(self, sms: list[Sms]) -> None:
        """All of them or none."""
        rows = [(each.message_id, each.msisdn, each.sender, each.text, each.sent_at) for each in sms]
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                self._connection.executemany("INSERT INTO sms (message_id, msisdn, sender, text, sent_at) VALUES (?, ?, ?, ?, ?)", rows)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def of(self, msisdn: str) -> list[Sms]:
        """In the order they came."""
        question = "SELECT message_id, msisdn, sender, text, sent_at FROM sms WHERE msisdn = ? ORDER BY id"
        with self._lock:
            return [Sms(*row) for row in self._connection.execute(question, (msisdn,))]

    def forget(self) -> None:
        with self._lock:
            self._connection.execute("DELETE FROM sms")

    def close(self) -> None:
        with self._lock:
            self._connection.close()
