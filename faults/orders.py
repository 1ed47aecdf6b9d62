"""The backend's orders as its tables have them: when each was confirmed, and where it stood when."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf

from sandbox.payments.quotes import LIFE

ORDERS = """SELECT payment_order.*, receipt.no AS receipt_no, phone_binding.msisdn AS beneficiary, payment_quote.expires_at
    FROM payment_order LEFT JOIN receipt ON receipt.order_id = payment_order.id
    LEFT JOIN phone_binding ON phone_binding.person_id = payment_order.person_id
    JOIN payment_quote ON payment_quote.id = payment_order.quote_id"""
QUOTES = "SELECT payer_msisdn, expires_at FROM payment_quote"
MOVES = "SELECT order_id, at, state FROM payment_event ORDER BY id"

SETTLED = frozenset({"posted", "declined", "expired", "cancelled", "failed", "needs_review"})
# Between the moment that a move is written with and the end of its transaction, on a machine that has too much to do.
SLACK = 1.0

Moves = tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Order:
    """All moments by this machine's clock. took: seconds from the confirmation to where it stands now.

    next_price: when that phone was given another price after that of this order. moves: every state, from when on.
    """

    id: str
    reference: str
    state: str
    payer: str
    beneficiary: str
    first: str
    last: str
    under_review: bool
    receipt: str
    confirmed: float
    took: float
    next_price: float = inf
    moves: Moves = ()

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED or self.under_review

    def stood(self, since: float, until: float) -> set[str]:
        """Every state that somebody may have found it in, who looked between two moments; empty before it was confirmed."""
        if self.confirmed > until:
            return set()
        ends = [at for at, _ in self.moves[1:]] + [inf]
        return {state for (at, state), end in zip(self.moves, ends, strict=True) if at <= until + SLACK and end >= since - SLACK}


def read_orders(sql: sqlite3.Connection) -> list[Order]:
    prices: defaultdict[str, list[float]] = defaultdict(list)
    moves: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for phone, ends in sql.execute(QUOTES):
        prices[phone].append(_moment(ends))
    for order, at, state in sql.execute(MOVES):
        moves[order].append((_moment(at), state))
    return [_order(row, sorted(prices[row["payer_msisdn"]]), moves[row["id"]]) for row in sql.execute(ORDERS)]


def _order(row: sqlite3.Row, prices: list[float], moves: list[tuple[float, str]]) -> Order:
    confirmed, ends = _moment(row["confirmed_real"]), _moment(row["expires_at"])
    # The backend's clock is another one; both were read when it was confirmed.
    ahead = confirmed - _moment(row["created_at"])
    return Order(
        id=row["id"],
        reference=row["reference"],
        state=row["state"],
        payer=row["payer_msisdn"],
        beneficiary=row["beneficiary"] or "",
        first=row["first_period"],
        last=row["last_period"],
        under_review=bool(row["under_review"]),
        receipt=row["receipt_no"] or "",
        confirmed=confirmed,
        took=_moment(row["updated_at"]) - _moment(row["created_at"]),
        next_price=next((later - LIFE.total_seconds() + ahead for later in prices[bisect_right(prices, ends) :]), inf),
        moves=tuple((at + ahead, state) for at, state in moves),
    )


def _moment(text: str) -> float:
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
