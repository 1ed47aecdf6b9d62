"""The three books at the end of a run: the wallet's ledger, the backend's orders, the receipts; read once, compared elsewhere."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from faults.messages import ask
from faults.orders import SETTLED, Order, read_orders

WITHOUT_MONEY = frozenset({"declined", "expired", "cancelled", "failed"})
RECEIVED = frozenset({"paid", "posted"})

LOOKS, LOOK_SECONDS = 12, 3.0


@dataclass(frozen=True)
class Debit:
    """at: when the money moved, in seconds."""

    order_id: str
    msisdn: str
    at: float


@dataclass(frozen=True)
class Books:
    """differences: what the backend's own reconciliation found that nobody is looking at."""

    debits: Sequence[Debit]
    orders: Sequence[Order]
    receipts: int = 0
    differences: Sequence[str] = field(default_factory=list)


async def read_books(database: Path, wallet: int, backend: int) -> Books:
    """wallet, backend: their own ports. The wallet's statement, and what it does not show yet."""
    told = json.loads((await ask(wallet, "GET", "/control/debits", within=120)).body)
    statement = json.loads((await ask(wallet, "GET", "/statement", within=120)).body)["entries"]
    listed = {entry["transactionReference"] for entry in statement}
    assert listed <= {entry["transactionReference"] for entry in told}, "the statement shows money that the ledger does not know"
    debits = [_debit(entry) for entry in told]
    with opened(database) as sql:
        orders = read_orders(sql)
        receipts = sql.execute("SELECT count(*) FROM receipt").fetchone()[0]
    return Books(debits, orders, receipts, await _reconciled(backend))


async def _reconciled(backend: int) -> list[str]:
    """Until nothing differs: what is paid in the moment of looking, or stands late on the wallet's statement, needs another look."""
    found: list[dict[str, Any]] = []
    for look in range(LOOKS):
        await asyncio.sleep(LOOK_SECONDS if look else 0)
        answer = await ask(backend, "POST", "/v1/sandbox/reconciliation", within=120)
        if answer.status != 200:
            return [f"reconciliation answered {answer.status}"]
        found = [one for one in json.loads(answer.body)["differences"] if not one["in_review"]]
        if not found:
            break
    return [f"{one['kind']} {one['reference']}" for one in found]


@contextmanager
def opened(database: Path) -> Iterator[sqlite3.Connection]:
    """The backend's tables, to look at only."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as sql:
        sql.row_factory = sqlite3.Row
        yield sql


def still_open(database: Path) -> tuple[int, int]:
    """Orders that are not settled, and orders of which somebody is still owed a word."""
    names = ", ".join(f"'{state}'" for state in sorted(SETTLED))
    with opened(database) as sql:
        orders = sql.execute(f"SELECT count(*) FROM payment_order WHERE state NOT IN ({names}) AND NOT under_review")  # noqa: S608 - our own
        owed = sql.execute("SELECT count(*) FROM payment_order WHERE notices_open")
        return orders.fetchone()[0], owed.fetchone()[0]


def _debit(entry: dict[str, Any]) -> Debit:
    return Debit(entry["correlationId"], entry["debitParty"][0]["value"], datetime.fromisoformat(entry["completionDate"]).timestamp())
