"""Which behaviour a payment meets: the one planned for its reference, else by chance, drawn from a seed."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta, Struct, field

from wallet.behaviours import ARRIVALS, Decision
from wallet.ledger import Ledger

Seconds = Annotated[float, Meta(ge=0, le=86_400)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Chances(Struct, frozen=True):
    """`rates`: the shares of payments that meet a behaviour; the rest wait for the person with the phone."""

    seed: str = "0"
    rates: dict[Decision, Share] = field(default_factory=dict)
    after_s: Seconds | None = None


class Behaviour(NamedTuple):
    decision: str
    after_ms: int | None


def milliseconds(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def set_chances(sql: sqlite3.Connection, chances: Chances) -> None:
    sql.execute("INSERT OR REPLACE INTO chances (one, said) VALUES (1, ?)", (msgspec.json.encode(chances).decode(),))


def chances(sql: sqlite3.Connection) -> Chances:
    row = sql.execute("SELECT said FROM chances").fetchone()
    return msgspec.json.decode(row["said"], type=Chances) if row else Chances()


def too_many(given: Chances) -> bool:
    """Whether the shares of one moment are more than everybody."""
    at_arrival = [share for decision, share in given.rates.items() if decision in ARRIVALS]
    answers = [share for decision, share in given.rates.items() if decision not in ARRIVALS]
    return sum(at_arrival) > 1 + 1e-9 or sum(answers) > 1 + 1e-9


def may_meet(ledger: Ledger, reference: str) -> bool:
    """Whether a request may meet anything out of the way: most never do, and looking takes no turn from a writer."""
    planned = "SELECT 1 FROM plans WHERE reference = ? AND moment = 'arrival' AND times > 0"
    rows = ledger.read("SELECT said FROM chances")
    rates = msgspec.json.decode(rows[0]["said"], type=Chances).rates if rows else {}
    return any(decision in ARRIVALS for decision in rates) or ledger.one(planned, reference) is not None


def at_arrival(sql: sqlite3.Connection, correlation_id: str, reference: str, payer: str) -> Behaviour | None:
    """Drawn anew for each attempt, or a payment that met a closed door would meet it for ever."""
    if planned := _planned(sql, reference, "arrival"):
        return planned
    given = chances(sql)
    if not any(decision in ARRIVALS for decision in given.rates):
        return None
    question = "INSERT INTO arrivals VALUES (?, 1) ON CONFLICT DO UPDATE SET attempts = attempts + 1 RETURNING attempts"
    attempts: int = sql.execute(question, (correlation_id,)).fetchone()["attempts"]
    return _drawn(given, f"{payer}:{_payments_of(sql, payer, correlation_id)}:{attempts}", arrival=True)


def at_answer(sql: sqlite3.Connection, correlation_id: str, reference: str, payer: str) -> Behaviour | None:
    if planned := _planned(sql, reference, "answer"):
        return planned
    return _drawn(chances(sql), f"{payer}:{_payments_of(sql, payer, correlation_id)}", arrival=False)


def _planned(sql: sqlite3.Connection, reference: str, moment: str) -> Behaviour | None:
    row = sql.execute("SELECT * FROM plans WHERE reference = ? AND moment = ? AND times > 0", (reference, moment)).fetchone()
    if row is None:
        return None
    sql.execute("UPDATE plans SET times = times - 1 WHERE reference = ? AND moment = ?", (reference, moment))
    return Behaviour(row["decision"], row["after_ms"])


def _payments_of(sql: sqlite3.Connection, payer: str, correlation_id: str) -> int:
    """How many this phone was asked for before. Ids are new in every run; who pays and how often is what a run repeats."""
    question = """SELECT count(*) AS earlier FROM transactions
        WHERE payer = ? AND id < coalesce((SELECT id FROM transactions WHERE correlation_id = ?), 1 << 62)"""
    earlier: int = sql.execute(question, (payer, correlation_id)).fetchone()["earlier"]
    return earlier


def _drawn(given: Chances, name: str, *, arrival: bool) -> Behaviour | None:
    digest = hashlib.sha256(f"{given.seed}:{name}".encode()).digest()
    left = int.from_bytes(digest[:8], "big") / 2**64
    for decision, share in sorted(given.rates.items()):
        if (decision in ARRIVALS) is not arrival:
            continue
        if left < share:
            return Behaviour(decision, milliseconds(given.after_s))
        left -= share
    return None
