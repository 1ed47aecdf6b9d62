"""A small world for the checker: one member, one order, one debit, and what was said about them."""

from collections.abc import Sequence
from dataclasses import replace

from faults.books import Books, Debit
from faults.checker import Checker
from faults.claims import claim_of
from faults.history import Key, Statement
from faults.orders import Order

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
    moves=((100.0, "confirmed"), (100.2, "submitting"), (100.3, "pending"), (102.1, "paid"), (102.2, "posted")),
)
DEBIT = Debit("po_1", PAYER, 102.0)
UNPAID = replace(ORDER, state="declined", receipt="", moves=(*ORDER.moves[:3], (102.1, "declined")))
RECEIPT = "LSSO receipt 7000000013: 108,000 kip for Kha***, Nov 2026. The months count."


def said(text: str, at: float = 104.0, how: str = "sms") -> Statement:
    return Statement(at, PAYER, how, text, claim_of(text))


def screen(text: str, asked: float, at: float) -> Statement:
    return Statement(at, PAYER, "screen", text, claim_of(text), asked)


def kinds(orders: Sequence[Order], debits: Sequence[Debit], *statements: Statement, keys: Sequence[Key] = ()) -> list[str]:
    """What is broken, each kind once. keys: those of the payer that may begin a payment."""
    books = Books(debits, orders, sum(bool(order.receipt) for order in orders))
    found = Checker(books, statements, {PAYER: PAYER}, {PAYER: keys}).violations()
    return sorted({violation.kind for violation in found})
