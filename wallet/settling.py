"""The end of a payment: the one place where money moves, together with the callbacks that tell of it."""

from __future__ import annotations

import sqlite3

import msgspec

from wallet.behaviours import OUTCOMES, callbacks_at, posted_at
from wallet.ledger import Row
from wallet.shapes import transaction


def settle(sql: sqlite3.Connection, row: Row, decision: str, after_ms: int | None, now: int) -> bool:
    """False when it had ended before. Inside the caller's transaction: the money, the state and the callbacks are one."""
    outcome = OUTCOMES[decision]
    if outcome.status == "completed" and not _takes(sql, row):
        decision, after_ms = "insufficient_funds", None
        outcome = OUTCOMES[decision]
    ended = sql.execute(
        "UPDATE transactions SET status = ?, reason = ?, finished_at = ? WHERE id = ? AND status = 'pending' RETURNING *",
        (outcome.status, outcome.reason, now, row["id"]),
    ).fetchone()
    if ended is None:
        return False
    if outcome.status == "completed":
        _debit(sql, ended, now, posted_at(decision, after_ms, now))
    _tell(sql, ended, decision, after_ms, now)
    return True


def _takes(sql: sqlite3.Connection, row: Row) -> bool:
    wallet = sql.execute("SELECT balance FROM wallets WHERE msisdn = ?", (row["payer"],)).fetchone()
    return wallet is None or wallet["balance"] is None or wallet["balance"] >= row["amount"]


def _debit(sql: sqlite3.Connection, row: Row, now: int, posted: int) -> None:
    sql.execute(
        "INSERT INTO debits (transaction_id, correlation_id, amount, moved_at, posted_at) VALUES (?, ?, ?, ?, ?)",
        (row["id"], row["correlation_id"], row["amount"], now, posted),
    )
    sql.execute("UPDATE wallets SET balance = balance - ? WHERE msisdn = ?", (row["amount"], row["payer"]))


def _tell(sql: sqlite3.Connection, row: Row, decision: str, after_ms: int | None, now: int) -> None:
    if not row["callback_url"]:
        return
    for claim, due_at in callbacks_at(decision, after_ms, now):
        body = msgspec.json.encode(transaction(row, claim)).decode()
        sql.execute(
            "INSERT INTO callbacks (transaction_id, url, body, due_at) VALUES (?, ?, ?, ?)",
            (row["id"], row["callback_url"], body, due_at),
        )
