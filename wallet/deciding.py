"""What a tester orders: how one payment is to go, by its reference, before or after the wallet has heard of it."""

from __future__ import annotations

import sqlite3
from typing import Annotated

from msgspec import Meta, Struct

from wallet import errors
from wallet.behaviours import ARRIVALS, Decision, end_at
from wallet.chances import Seconds, milliseconds
from wallet.ledger import Ledger, Row, now_ms
from wallet.settling import settle
from wallet.shapes import Text


class Order(Struct, frozen=True):
    """`times`: how many requests of this reference are met so; of use for what happens to the request itself."""

    reference: Text
    decision: Decision
    after_s: Seconds | None = None
    times: Annotated[int, Meta(ge=1, le=1_000_000)] = 1


def decide(ledger: Ledger, order: Order) -> list[Row]:
    """The payments decided now; none when it is kept as a plan. Raises Refused when all of the reference's have ended."""
    with ledger.writing() as sql:
        known = sql.execute("SELECT * FROM transactions WHERE reference = ?", (order.reference,)).fetchall()
        if order.decision in ARRIVALS or not known:
            _keep(sql, order)
            return []
        pending = [row for row in known if row["status"] == "pending"]
        if not pending:
            raise errors.Refused("businessRule", "incorrectState", "payment_has_ended", status=409)
        return [_apply(sql, row, order) for row in pending]


def _keep(sql: sqlite3.Connection, order: Order) -> None:
    moment = "arrival" if order.decision in ARRIVALS else "answer"
    values = (order.reference, moment, order.decision, milliseconds(order.after_s), order.times)
    sql.execute("INSERT OR REPLACE INTO plans (reference, moment, decision, after_ms, times) VALUES (?, ?, ?, ?, ?)", values)


def _apply(sql: sqlite3.Connection, row: Row, order: Order) -> Row:
    after_ms = milliseconds(order.after_s)
    now = now_ms()
    due_at = end_at(order.decision, after_ms, now, row["expires_at"])
    if due_at <= now:
        settle(sql, row, order.decision, after_ms, now)
    else:
        values = (order.decision, after_ms, due_at, row["id"])
        sql.execute("UPDATE transactions SET decision = ?, after_ms = ?, due_at = ? WHERE id = ?", values)
    changed: Row = sql.execute("SELECT * FROM transactions WHERE id = ?", (row["id"],)).fetchone()
    return changed
