"""The thread that lets time pass: it ends what is due and sends the callbacks that are due, the same after any crash."""

from __future__ import annotations

import logging
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

from wallet.callbacks import put
from wallet.ledger import Ledger, Row, now_ms
from wallet.settling import settle

AT_ONCE = 100
SENDERS = 16
# It looks again after this long in any case, so that a clock set back delays nothing for long.
LONGEST_WAIT_S = 0.5
RETRY_MS = (500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 60_000, 120_000, 300_000)

log = logging.getLogger("wallet")


class Clockwork:
    """All it knows is in the ledger, except which callbacks are on their way: those go out again after a crash."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._under_way: set[int] = set()
        self._guard = threading.Lock()
        self._senders = ThreadPoolExecutor(SENDERS, thread_name_prefix="callback")

    def start(self) -> None:
        threading.Thread(target=self._run, name="clockwork", daemon=True).start()

    def _run(self) -> None:
        while True:
            # Cleared before looking: what is written while it looks makes it look again.
            self._ledger.stirred.clear()
            try:
                # One moment for all of a round: what falls due between two looks would be seen by neither.
                now = now_ms()
                more = self._settle_due(now) + self._send_due(now)
                wait = 0.0 if more else self._until_next(now)
            except sqlite3.Error as error:
                log.error("the ledger cannot be used: %s", type(error).__name__)  # noqa: TRY400 - a trace of it tells no more
                wait = LONGEST_WAIT_S
            self._ledger.stirred.wait(wait)

    def _settle_due(self, now: int) -> int:
        """How many; the ones found together end in one transaction."""
        question = "SELECT * FROM transactions WHERE status = 'pending' AND due_at <= ? ORDER BY due_at LIMIT ?"
        if not self._ledger.read(question, now, 1):
            return 0
        with self._ledger.writing() as sql:
            due = sql.execute(question, (now, AT_ONCE)).fetchall()
            for row in due:
                settle(sql, row, row["decision"] or "expired", row["after_ms"], now_ms())
        return len(due)

    def _send_due(self, now: int) -> int:
        with self._guard:
            free = SENDERS - len(self._under_way)
            question = "SELECT * FROM callbacks WHERE due_at <= ? ORDER BY due_at, id LIMIT ?"
            due = self._ledger.read(question, now, free + len(self._under_way))
            taken = [row for row in due if row["id"] not in self._under_way][:free]
            self._under_way.update(row["id"] for row in taken)
        for row in taken:
            self._senders.submit(self._send, row)
        return len(taken)

    def _send(self, row: Row) -> None:
        try:
            self._note(row, put(row["url"], row["body"].encode()))
        finally:
            with self._guard:
                self._under_way.discard(row["id"])
            self._ledger.stirred.set()

    def _note(self, row: Row, arrived: bool) -> None:
        attempts = row["attempts"] + 1
        again = None if arrived or attempts > len(RETRY_MS) else now_ms() + RETRY_MS[attempts - 1]
        with self._ledger.writing() as sql:
            sql.execute(
                "UPDATE callbacks SET attempts = ?, due_at = ?, delivered_at = ? WHERE id = ?",
                (attempts, again, now_ms() if arrived else None, row["id"]),
            )

    def _until_next(self, now: int) -> float:
        question = """SELECT min(due_at) AS due FROM (
            SELECT min(due_at) AS due_at FROM transactions WHERE status = 'pending'
            UNION ALL SELECT min(due_at) FROM callbacks WHERE due_at > ?)"""
        row = self._ledger.one(question, now)
        if row is None or row["due"] is None:
            return LONGEST_WAIT_S
        left_s: float = (row["due"] - now_ms()) / 1000
        return min(max(left_s, 0.001), LONGEST_WAIT_S)
