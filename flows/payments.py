"""What this number paid, where each payment stands, money taken and not credited, and whether a receipt is good."""

from __future__ import annotations

import re
from typing import Final

from backend_client.errors import Refused
from backend_client.payment_shapes import Payment, Receipt
from engine.call import Call
from engine.flow import Enter, Flow, Record, Step
from engine.formats import month
from engine.graphemes import clean, fold_digits
from engine.parsers import Invalid
from engine.screens import Ask, Menu, Option
from engine.text import N_, _
from flows import cases, longest_payments
from flows.amounts import amount
from flows.pay_words import span
from flows.payment_words import short, standing
from flows.references import reference

# As on the wallets' own messages: letters, digits and dashes.
WALLET_REFERENCE: Final = re.compile(r"[A-Za-z0-9-]{4,40}").fullmatch
MOST: Final = 8


class Payments(Record):
    """items: newest first, as many as a list takes. one: the payment that is read. receipt: what was said of a receipt."""

    items: tuple[Payment, ...] = ()
    chosen: str = ""
    one: Payment | None = None
    number: str = ""
    receipt: Receipt | None = None


def many() -> Payments:
    """A full list."""
    return Payments(items=longest_payments.PAYMENTS, one=longest_payments.PAYMENTS[0], receipt=longest_payments.RECEIPT)


def none() -> Payments:
    """Nothing was paid, and the receipt is not good."""
    return Payments(receipt=longest_payments.NO_RECEIPT, one=longest_payments.NOT_PAID)


flow = Flow("payments", Payments, title=N_("My payments"), examples=(many, none))


@flow.action
def look_up(record: Payments, call: Call) -> Step:
    """What this number paid in the last 90 days."""
    record.items = call.backend.payments.mine().items[:MOST]
    return show_payments


@flow.screen
def show_payments(record: Payments) -> Menu:
    """A line each."""
    return Menu(
        _("Payments from this phone:") if record.items else _("No payment from this phone in the last 90 days."),
        *(Option(one.order_id, line(one), look_again, {"chosen": one.order_id}) for one in record.items),
        Option("taken", _("Money taken, not here?"), ask_wallet_reference),
    )


@flow.action
def look_again(record: Payments, call: Call) -> Step:
    """The payment as it stands now."""
    record.one = next((one for one in call.backend.payments.mine().items if one.order_id == record.chosen), None)
    return show_payment if record.one else show_unknown


@flow.screen
def show_payment(record: Payments) -> Menu:
    """One payment in plain words."""
    one = record.one
    if one is None:
        return Menu(_("No such payment."))
    lines = [standing(one.state, may_have_charged=one.may_have_charged), f"{amount(one.amount)}, {span(one.periods)}"]
    lines.append(_("No. %(reference)s", reference=one.reference))
    if one.receipt_no:
        lines.append(_("Receipt %(number)s", number=one.receipt_no))
    return Menu("\n".join(lines), Option("look", _("Look again"), look_again))


@flow.screen
def ask_wallet_reference(record: Payments) -> Ask:
    """Of the wallet's own SMS; our ten digits do as well."""
    return Ask(_("The transaction number in the wallet's SMS?"), wallet_reference, find, save="number")


@flow.action
def find(record: Payments, call: Call) -> Step:
    """The payment that the wallet's number belongs to."""
    try:
        order = call.backend.payments.by_reference(record.number)
    except Refused as refused:
        if refused.code == "not_found":
            return show_unknown
        raise
    record.chosen = order.id
    return look_again


@flow.screen
def show_unknown(record: Payments) -> Menu:
    """Nothing is known of it: a person has to look."""
    return Menu(
        _("We know no such payment from this phone. Do not pay again: ask NSSO."), Option("ask", _("Ask NSSO"), cases.about("complaint"))
    )


@flow.screen
def ask_receipt(record: Payments) -> Ask:
    """Anyone's receipt."""
    return Ask(_("The receipt number: 10 digits."), reference, verify, save="number")


@flow.action
def verify(record: Payments, call: Call) -> Step:
    """Good or not, and for which months; nothing else for a stranger."""
    record.receipt = call.backend.payments.receipt(record.number)
    return show_receipt


@flow.screen
def show_receipt(record: Payments) -> Menu:
    """What anyone may know of a receipt."""
    return Menu(receipt_words(record.receipt), Option("another", _("Another receipt"), ask_receipt))


def check_receipt() -> Enter:
    """The way in for who holds a receipt."""
    return flow.enter(Payments(), ask_receipt)


def receipt_words(receipt: Receipt | None) -> str:
    """Whether it is good."""
    if receipt is None or not receipt.valid or receipt.periods is None:
        return _("This is no receipt of NSSO.")
    months = span(receipt.periods)
    return (
        _("Good receipt: %(months)s, the months count.", months=months) if receipt.posted else _("Good receipt: %(months)s.", months=months)
    )


def line(one: Payment) -> str:
    """One payment in a list, by the first month it is for."""
    return f"{month(one.periods.first)}: {short(one)}"


def wallet_reference(text: str) -> str | Invalid:
    """Letters and digits as on the wallet's SMS."""
    folded = fold_digits(clean(text)).replace(" ", "")
    return folded if WALLET_REFERENCE(folded) else Invalid(_("Type the number as in the wallet's SMS."))
