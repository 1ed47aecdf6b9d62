"""A small world for the checker: one member, one order, one debit, and what was said about them."""

from collections.abc import Sequence
from dataclasses import replace

from faults.books import Books, Debit, Order
from faults.checker import Checker
from faults.claims import claim_of
from faults.history import Statement

PAYER = "+8562010100000"
ORDER = Order(
    id="po_1",
    reference="4000000012",
    state="posted",
    payer=PAYER,
    beneficiary=PAYER,
    first="2026-11",
    last="2026-11",
    under_review=False,
    receipt="7000000013",
    confirmed=100.0,
    took=5.0,
)
DEBIT = Debit("po_1", PAYER, 102.0)
UNPAID = replace(ORDER, state="declined", receipt="")
RECEIPT = "LSSO receipt 7000000013: 108,000 kip for Kha***, Nov 2026. The months count."


def said(text: str, at: float = 104.0, how: str = "sms") -> Statement:
    return Statement(at, PAYER, how, text, claim_of(text))


def kinds(orders: Sequence[Order], debits: Sequence[Debit], *statements: Statement) -> list[str]:
    """What is broken, each kind once."""
    books = Books(debits, orders, sum(bool(order.receipt) for order in orders))
    found = Checker(books, statements, {PAYER: PAYER}).violations()
    return sorted({violation.kind for violation in found})
