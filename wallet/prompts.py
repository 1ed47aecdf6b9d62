"""The questions waiting on phones, and what the person with the phone answers."""

from __future__ import annotations

import sqlite3
from typing import Any, Literal

from wallet import errors
from wallet.ledger import Ledger, Row, now_ms
from wallet.settling import settle
from wallet.shapes import CURRENCY, written

PIN = "1234"
MOST_WRONG = 3
WAITING = "status = 'pending' AND decision IS NULL AND expires_at > ?"


def waiting(ledger: Ledger, msisdn: str | None) -> list[dict[str, Any]]:
    """Oldest first; of every phone when none is named."""
    if msisdn is None:
        rows = ledger.read(f"SELECT * FROM transactions WHERE {WAITING} ORDER BY id", now_ms())  # noqa: S608 - our own words
    else:
        question = f"SELECT * FROM transactions WHERE payer = ? AND {WAITING} ORDER BY id"  # noqa: S608 - our own words
        rows = ledger.read(question, msisdn, now_ms())
    return [_prompt(row) for row in rows]


def _prompt(row: Row) -> dict[str, Any]:
    return {
        "serverCorrelationId": row["server_id"],
        "msisdn": row["payer"],
        "amount": str(row["amount"]),
        "currency": CURRENCY,
        "payee": row["payee"],
        "reference": row["reference"],
        "descriptionText": row["description"],
        "shownAt": written(row["accepted_at"]),
        "expiresAt": written(row["expires_at"]),
        "triesLeft": MOST_WRONG - row["wrong_pins"],
    }


def answer(ledger: Ledger, server_id: str, pin: str, decision: Literal["approve", "decline"]) -> Row:
    """Raises Refused: no such prompt, it is gone, or the PIN is wrong; the third wrong one ends the payment."""
    with ledger.writing() as sql:
        row = _found(sql, server_id)
        right = decision == "decline" or pin == PIN
        if right:
            settle(sql, row, decision, None, now_ms())
        else:
            _count_wrong(sql, row)
        row = _found(sql, server_id, gone=True)
    # Outside, so that the wrong try stays counted.
    if not right:
        raise errors.Refused("authorisation", "requestingPartyAuthorisationError", "wrong_pin", status=403)
    return row


def _found(sql: sqlite3.Connection, server_id: str, *, gone: bool = False) -> Row:
    row: Row | None = sql.execute("SELECT * FROM transactions WHERE server_id = ?", (server_id,)).fetchone()
    if row is None:
        raise errors.not_found("prompt")
    waits = row["status"] == "pending" and row["decision"] is None and row["expires_at"] > now_ms()
    if not waits and not gone:
        raise errors.Refused("businessRule", "incorrectState", "prompt_is_gone", status=409)
    return row


def _count_wrong(sql: sqlite3.Connection, row: Row) -> None:
    sql.execute("UPDATE transactions SET wrong_pins = wrong_pins + 1 WHERE id = ?", (row["id"],))
    if row["wrong_pins"] + 1 >= MOST_WRONG:
        settle(sql, row, "wrong_pin", None, now_ms())
