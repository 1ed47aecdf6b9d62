"""Compares the books with each other, and every statement made to a payer with the books. No I/O: the same history, the same verdict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faults.books import RECEIVED, WITHOUT_MONEY, Books, Debit, Order
from faults.claims import Kind
from faults.history import Statement

SETTLED_WITHIN = 120.0


class Violation(NamedTuple):
    """kind: as in KINDS."""

    kind: str
    detail: str


KINDS = ("double charge", "lost payment", "not settled", "false statement", "receipts", "no receipt SMS", "books differ", "unjudged text")


class Checker:
    """statements: all that claim something. intents: by phone, the member whom it pays for."""

    def __init__(self, books: Books, statements: Sequence[Statement], intents: dict[str, str]) -> None:
        self._books = books
        self._statements = statements
        self._intents = intents
        self._orders = {order.id: order for order in books.orders}
        self._by_number = {order.reference: order for order in books.orders} | {one.receipt: one for one in books.orders if one.receipt}
        self._debits: defaultdict[str, list[Debit]] = defaultdict(list)
        self._of_payer: defaultdict[str, list[Order]] = defaultdict(list)
        self._of_member: defaultdict[str, list[Order]] = defaultdict(list)
        for debit in books.debits:
            self._debits[debit.order_id].append(debit)
        for order in books.orders:
            self._of_payer[order.payer].append(order)
            self._of_member[order.beneficiary].append(order)

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
        if self._is_true(said):
            return None
        return Violation("false statement", f"{said.how} to {said.msisdn} at {said.at:.3f}: {said.text!r}; {self._truth(said)}")

    def _is_true(self, said: Statement) -> bool:
        orders = self._named(said)
        match said.claim.kind:
            case Kind.RECEIVED | Kind.COUNTS | Kind.COUNTS_FOR_YOU:
                return any(self._moved_by(order, said.at) for order in orders)
            case Kind.NOTHING_TAKEN:
                # Also what is taken later for an order that was there when it was said: the payer was told it is over.
                begun = [order for order in orders if said.claim.number or order.confirmed <= said.at]
                return not any(self._debits[order.id] for order in begun)
            case Kind.BEGUN | Kind.UNDER_WAY:
                return any(order.confirmed <= said.at for order in orders)
            case Kind.REVIEW:
                # On a screen also of what was not known just then and came to nothing after.
                return any(said.how == "screen" or order.under_review or order.state not in WITHOUT_MONEY for order in orders)
            case _:
                return True

    def _named(self, said: Statement) -> list[Order]:
        """The orders a statement is about: the one it names, else all that the reader could take it for."""
        if said.claim.number:
            order = self._by_number.get(said.claim.number)
            return [order] if order and said.msisdn in {order.payer, order.beneficiary} else []
        if said.claim.kind in {Kind.UNDER_WAY, Kind.COUNTS_FOR_YOU}:
            return self._of_member[self._intents.get(said.msisdn, said.msisdn)]
        return self._of_payer[said.msisdn]

    def _moved_by(self, order: Order, at: float) -> bool:
        return any(debit.at <= at for debit in self._debits[order.id])

    def _truth(self, said: Statement) -> str:
        """The orders of that phone, for whoever has to find out."""
        orders = self._of_payer[said.msisdn]
        return ", ".join(f"{one.reference} {one.state}, confirmed {one.confirmed:.3f}, {_charged(self._debits[one.id])}" for one in orders)


def _charged(debits: list[Debit]) -> str:
    return f"charged {debits[0].at:.3f}" if debits else "not charged"


def _months(order: Order) -> list[str]:
    """From the first to the last, as YYYY-MM."""
    first, last = (int(text[:4]) * 12 + int(text[5:7]) - 1 for text in (order.first, order.last))
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]
