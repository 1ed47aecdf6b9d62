"""Compares three books: what the wallet says moved, what the orders say was paid, and the receipts that were given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import func, select, update

from sandbox.backend import Backend
from sandbox.payment_tables import PaymentOrder, Receipt
from sandbox.payments.machine import RECEIVED, machine_now
from sandbox.payments.reviews import is_looked_at, open_for_transaction, open_review, still_open
from sandbox.payments.wallet import Entry, Wallet

# The two clocks need not agree to the second.
SLACK = timedelta(minutes=5)


@dataclass(frozen=True)
class Difference:
    kind: str
    order_id: str | None
    reference: str | None
    wallet_reference: str | None
    in_review: bool = False


@dataclass(frozen=True)
class Line:
    """What the books need of an order; there may be very many."""

    id: str
    reference: str
    state: str
    amount: str
    wallet_reference: str | None


# Both books in one look: an order that is paid between two would have a receipt without a payment, and go to a person.
_LINES: Final = select(*(getattr(PaymentOrder, one.name) for one in fields(Line)), Receipt.no).outerjoin(
    Receipt, Receipt.order_id == PaymentOrder.id
)


@dataclass(frozen=True)
class Books:
    entries: Sequence[Entry]
    orders: dict[str, Line]
    receipts: dict[str, str]
    reviews: set[tuple[str, str]]


def reconcile(backend: Backend, wallet: Wallet) -> dict[str, Any]:
    """Every order that differs is made due for another look at the wallet. Raises WalletSilent."""
    books = _books(backend, wallet)
    found = [_with_review(one, books) for one in differences(books)]
    _act(backend, [one for one in found if not one.in_review])
    return {
        "closed": all(one.in_review for one in found),
        "counted": {
            "wallet": len(books.entries),
            "orders": sum(order.state in RECEIVED for order in books.orders.values()),
            "receipts": len(books.receipts),
        },
        "differences": [one.__dict__ for one in found],
    }


def _books(backend: Backend, wallet: Wallet) -> Books:
    with backend.database.transaction() as sql:
        first = sql.scalar(select(func.min(PaymentOrder.confirmed_real))) or machine_now()
    # The statement before the orders: what is paid in between is then in the second book only, and looked at again.
    entries = wallet.statement((first - SLACK).isoformat())
    orders, receipts = {}, {}
    with backend.database.transaction() as sql:
        for *line, receipt in sql.execute(_LINES):
            order = Line(*line)
            orders[order.id] = order
            if receipt:
                receipts[order.id] = receipt
        return Books(entries, orders, receipts, still_open(sql))


def differences(books: Books) -> Iterator[Difference]:
    moved: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in books.entries:
        moved[entry.correlation_id].append(entry)
    for order_id, entries in moved.items():
        yield from _of_wallet(books.orders.get(order_id), entries)
    for order in books.orders.values():
        if order.state in RECEIVED and order.id not in moved:
            yield _difference("paid_not_charged", order, order.wallet_reference)
        if order.state in RECEIVED and order.id not in books.receipts:
            yield _difference("paid_without_receipt", order, order.wallet_reference)
        if order.state not in RECEIVED and order.id in books.receipts:
            yield _difference("receipt_without_payment", order, order.wallet_reference)


def _of_wallet(order: Line | None, entries: list[Entry]) -> Iterator[Difference]:
    first = entries[0]
    if order is None:
        for entry in entries:
            yield Difference("no_order", None, entry.requesting_organisation_transaction_reference, entry.transaction_reference)
        return
    if order.state not in RECEIVED:
        yield _difference("charged_not_paid", order, first.transaction_reference)
    if len(entries) > 1:
        yield _difference("charged_twice", order, entries[1].transaction_reference)
    if any(entry.amount != order.amount for entry in entries):
        yield _difference("amount_differs", order, first.transaction_reference)


def _difference(kind: str, order: Line, wallet_reference: str | None) -> Difference:
    return Difference(kind, order.id, order.reference, wallet_reference)


def _with_review(one: Difference, books: Books) -> Difference:
    subject = one.order_id or one.wallet_reference or ""
    return replace(one, in_review=is_looked_at(subject, one.kind, books.reviews))


def _act(backend: Backend, open_ones: list[Difference]) -> None:
    """Asking the wallet settles what a lost answer left open; what asking cannot settle goes to a person at once."""
    with backend.database.transaction() as sql:
        for one in open_ones:
            now = backend.clock.now()
            if one.order_id is None:
                open_for_transaction(sql, one.wallet_reference or "", one.kind, now)
            elif one.kind in {"charged_twice", "amount_differs", "paid_without_receipt", "receipt_without_payment"}:
                open_review(sql, sql.get_one(PaymentOrder, one.order_id), one.kind, now)
            else:
                due = update(PaymentOrder).where(PaymentOrder.id == one.order_id, PaymentOrder.state != "submitting")
                sql.execute(due.values(due_at=machine_now()))
