"""Compares the books with each other, and every statement made to a payer with the books. No I/O: the same history, the same verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from faults.books import RECEIVED, Books
from faults.claims import Kind
from faults.history import Key, Statement
from faults.orders import Order
from faults.truth import Truth

SETTLED_WITHIN = 120.0


class Violation(NamedTuple):
    """kind: as in KINDS."""

    kind: str
    detail: str


KINDS = ("double charge", "lost payment", "not settled", "false statement", "receipts", "no receipt SMS", "books differ", "unjudged text")


class Checker:
    """statements: all that claim something. intents: by phone, the member whom it pays for. keys: of it, those that may begin a payment."""

    def __init__(
        self, books: Books, statements: Sequence[Statement], intents: dict[str, str], keys: Mapping[str, Sequence[Key]] | None = None
    ) -> None:
        self._books = books
        self._statements = statements
        self._orders = {order.id: order for order in books.orders}
        self._truth = Truth(books, intents, keys or {})
        self._debits, self._of_member, self._by_number = self._truth.debits, self._truth.of_member, self._truth.by_number

    def violations(self) -> list[Violation]:
        found = [*self._double(), *self._lost(), *self._unsettled(), *self._receipts(), *self._untold()]
        found += [Violation("books differ", one) for one in self._books.differences]
        return [*found, *(verdict for said in self._statements if (verdict := self._judged(said)))]

    def sent_twice(self) -> int:
        """The same words to the same phone by SMS, more than once."""
        told = Counter((said.msisdn, said.text) for said in self._statements if said.how == "sms")
        return sum(count - 1 for count in told.values())

    def latencies(self) -> list[float]:
        """Seconds from the moment the money moved to the first SMS that says so."""
        first: dict[str, float] = {}
        for said in self._statements:
            if said.how == "sms" and said.claim.kind in {Kind.RECEIVED, Kind.COUNTS} and (order := self._by_number.get(said.claim.number)):
                first[order.id] = min(said.at, first.get(order.id, said.at))
        return sorted(at - self._debits[order][0].at for order, at in first.items() if self._debits[order])

    def _double(self) -> Iterator[Violation]:
        """One debit an order, one a month of a member, one an intent."""
        for order_id, debits in self._debits.items():
            if len(debits) > 1:
                yield Violation("double charge", f"order {order_id}: {len(debits)} debits")
        for member, orders in self._of_member.items():
            months = Counter(month for order in orders if self._debits[order.id] for month in _months(order))
            if twice := [month for month, count in months.items() if count > 1]:
                yield Violation("double charge", f"member {member}: {', '.join(twice)} paid twice")
            charged = [order.reference for order in orders if self._debits[order.id]]
            if len(charged) > 1 and not any(count > 1 for count in months.values()):
                yield Violation("double charge", f"member {member}: wanted once, charged as {', '.join(charged)}")

    def _lost(self) -> Iterator[Violation]:
        for order_id in self._debits:
            order = self._orders.get(order_id)
            if self._debits[order_id] and (order is None or not (order.state in RECEIVED or order.state == "needs_review")):
                yield Violation("lost payment", f"{order_id} was charged and is {order.state if order else 'no order'}")
        for order in self._books.orders:
            if order.state in RECEIVED and not self._debits[order.id]:
                yield Violation("lost payment", f"{order.reference} is {order.state} and was never charged")

    def _unsettled(self) -> Iterator[Violation]:
        for order in self._books.orders:
            if not order.is_settled:
                yield Violation("not settled", f"{order.reference} is {order.state}")
            elif order.took > SETTLED_WITHIN and not order.under_review:
                yield Violation("not settled", f"{order.reference} took {order.took:.0f} s")

    def _receipts(self) -> Iterator[Violation]:
        if self._books.receipts != sum(bool(order.receipt) for order in self._books.orders):
            yield Violation("receipts", f"{self._books.receipts} receipts, not one for each order that has one")
        for order in self._books.orders:
            if bool(order.receipt) is not (order.state in RECEIVED):
                yield Violation("receipts", f"{order.reference} is {order.state} with receipt {order.receipt or 'none'}")

    def _untold(self) -> Iterator[Violation]:
        told = {said.claim.number for said in self._statements if said.how == "sms"}
        for order in self._books.orders:
            if order.state in RECEIVED and order.receipt not in told:
                yield Violation("no receipt SMS", order.reference)

    def _judged(self, said: Statement) -> Violation | None:
        if said.claim.kind is Kind.UNJUDGED:
            return Violation("unjudged text", repr(said.text))
        if self._truth.is_true(said):
            return None
        return Violation("false statement", f"{said.how} to {said.msisdn} at {said.at:.3f}: {said.text!r}; {self._truth.facts(said)}")


def _months(order: Order) -> list[str]:
    """From the first to the last, as YYYY-MM."""
    first, last = (int(text[:4]) * 12 + int(text[5:7]) - 1 for text in (order.first, order.last))
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]
