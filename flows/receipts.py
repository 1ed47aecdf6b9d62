"""Whether a receipt is good, for anyone who holds one."""

from __future__ import annotations

from backend_client.payment_shapes import Receipt
from engine.call import Call
from engine.flow import Flow, Record, Step
from engine.screens import Ask, Menu, Option
from engine.text import N_, _
from flows import longest_payments
from flows.pay_words import span
from flows.references import reference


class Receipts(Record):
    """number: as typed. receipt: what was said of it."""

    number: str = ""
    receipt: Receipt | None = None


def good() -> Receipts:
    """A receipt for a year."""
    return Receipts(receipt=longest_payments.RECEIPT)


def early() -> Receipts:
    """A receipt for months that do not count yet."""
    return Receipts(receipt=longest_payments.EARLY_RECEIPT)


def none() -> Receipts:
    """A number that is no receipt's."""
    return Receipts(receipt=longest_payments.NO_RECEIPT)


flow = Flow("receipts", Receipts, title=N_("Check a receipt"), examples=(good, early, none))


@flow.screen
def ask_receipt(record: Receipts) -> Ask:
    """Anyone's receipt."""
    return Ask(_("The receipt number: 10 digits."), reference, verify, save="number")


@flow.action
def verify(record: Receipts, call: Call) -> Step:
    """Good or not, and for which months; nothing else for a stranger."""
    record.receipt = call.backend.payments.receipt(record.number)
    return show_receipt


@flow.screen
def show_receipt(record: Receipts) -> Menu:
    """What anyone may know of a receipt."""
    return Menu(receipt_words(record.receipt), Option("another", _("Another receipt"), ask_receipt))


def receipt_words(receipt: Receipt | None) -> str:
    """Whether it is good; money received is not yet months that count."""
    if receipt is None or not receipt.valid or receipt.periods is None:
        return _("This is no receipt of NSSO.")
    months = span(receipt.periods)
    if receipt.posted:
        return _("Good receipt: %(months)s. The months count.", months=months)
    return _("Good receipt: %(months)s. The months count soon.", months=months)
