"""What this number paid, where each payment stands, and money taken that is not found here."""

from __future__ import annotations

from backend_client.payment_shapes import PaymentState
from engine.call import Call
from engine.flow import Enter, Flow, Record, Step
from engine.screens import Ask, Menu, Option, when
from engine.text import N_, _
from flows import cases, longest_payments, payment_search
from flows.payment_words import RECEIVED, Shown, line, listed, whole
from flows.references import wallet_reference


class Payments(Record):
    """items: a page of them, newest first; page and older: the cursors of this page and the next one.

    one: the payment that is read, or that may be meant. number: the wallet's, as typed.
    """

    items: tuple[Shown, ...] = ()
    chosen: str = ""
    one: Shown | None = None
    number: str = ""
    page: str = ""
    older: str = ""


def many() -> Payments:
    """A full list."""
    return Payments(items=longest_payments.PAYMENTS[: payment_search.A_PAGE], one=longest_payments.PAYMENTS[0], older="c")


def none() -> Payments:
    """Nothing was paid."""
    return Payments(one=longest_payments.NOT_PAID)


def by_another() -> Payments:
    """Paid by somebody else."""
    return Payments(items=(longest_payments.BY_ANOTHER,), one=longest_payments.BY_ANOTHER)


flow = Flow("payments", Payments, title=N_("My payments"), examples=(many, none, by_another, Payments))


@flow.action
def look_up(record: Payments, call: Call) -> Step:
    """What this number paid in the last 90 days; with a PIN also what others paid for the caller."""
    return read_page(record, call, "")


@flow.action
def look_further(record: Payments, call: Call) -> Step:
    """The page after."""
    return read_page(record, call, record.older)


def read_page(record: Payments, call: Call, cursor: str) -> Step:
    """Replaces the page that was shown."""
    found = call.backend.payments.mine(cursor, limit=payment_search.A_PAGE)
    record.items, record.page, record.older = tuple(map(listed, found.items)), cursor, found.next_cursor or ""
    return show_payments


# Live, as what was true of money when a line dropped may not be true any more.
@flow.screen(live=True, listing=True)
def show_payments(record: Payments) -> Menu:
    """A line each; how to ask for what is not among them stays at the same number."""
    return Menu(
        _("Payments of the last 90 days:") if record.items else _("No payment from this phone in the last 90 days."),
        Option("taken", _("Money taken, not here?"), ask_wallet_reference),
        *(Option(one.order, line(one), look_again, {"chosen": one.order, "number": ""}) for one in record.items),
        when(record.older, Option("older", _("Older"), look_further)),
    )


@flow.action
def look_again(record: Payments, call: Call) -> Step:
    """The payment as it stands now."""
    record.one = payment_search.chosen(call, record.chosen, record.page)
    return show_payment if record.one else show_unknown


@flow.screen(live=True)
def show_payment(record: Payments) -> Menu:
    """One payment in plain words."""
    one = record.one
    return Menu(
        whole(one) if one else _("No such payment."),
        Option("look", _("Look again"), look_again),
        when(one and one.state is not PaymentState.POSTED, Option("ask", _("Ask NSSO"), complain(record))),
        when(one and one.state in RECEIVED, Option("again", _("Send the SMS again"), tell_again)),
    )


@flow.action
def tell_again(record: Payments, call: Call) -> Step:
    """The SMS may have been deleted; the backend counts how often it is asked for."""
    told = call.backend.payments.tell_again(record.chosen)
    return show_not_reached if told.was_undeliverable and record.one and record.one.receipt_no else show_told


@flow.screen(closes=True)
def show_told(record: Payments) -> Menu:
    """What happens next; where nothing comes there is a person to ask."""
    return Menu(_("The SMS comes again in a moment, to the same number."), Option("ask", _("Ask NSSO"), complain(record)))


@flow.screen(closes=True)
def show_not_reached(record: Payments) -> Menu:
    """The last one did not reach the phone: what it said is read here."""
    receipt = (record.one and record.one.receipt_no) or ""
    return Menu(
        _("The last SMS did not reach this number. It is sent once more. Receipt %(receipt)s", receipt=receipt),
        Option("ask", _("Ask NSSO"), complain(record)),
    )


@flow.screen
def ask_wallet_reference(record: Payments) -> Ask:
    """Of the wallet's own SMS; our ten digits do as well."""
    return Ask(_("The transaction number in the wallet's SMS?"), wallet_reference, find, save="number")


@flow.action
def find(record: Payments, call: Call) -> Step:
    """The payment that the wallet's number belongs to; where it is not here, the one that may be meant."""
    found = payment_search.numbered(call, record.number)
    record.one = found or payment_search.unsettled(call)
    record.chosen = record.one.order if record.one else ""
    return show_payment if found else show_unknown


@flow.screen
def show_unknown(record: Payments) -> Menu:
    """Nothing is known of that number: who has a payment under way waits for it, and a person can look."""
    one = record.one
    return Menu(
        _("Your payment No. %(reference)s is still being looked at. Do not pay again.", reference=one.reference)
        if one
        else _("We do not see that number here yet. Do not pay again: ask NSSO."),
        Option("ask", _("Ask NSSO"), complain(record)),
        when(one, Option("look", _("Look at it"), look_again)),
    )


def complain(record: Payments) -> Enter:
    """With what was typed, and the payment it may be about, so that nobody has to type it again."""
    return cases.about("complaint", number=record.number, payment=record.one.reference if record.one else "")
