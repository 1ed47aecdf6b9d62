"""What a payment costs: for whom, how many months, from which wallet; the confirm screen is its end."""

from __future__ import annotations

from typing import Final

from backend_client.payments import SELF
from engine.call import Call
from engine.flow import Enter, Flow, Outcome, Record, Step
from engine.parsers import member_number, months, phone
from engine.screens import Ask, Menu, Option, when
from engine.text import N_, _
from flows import longest_payments, paying
from flows.names import named
from flows.pay_words import Quoted, price, quoted
from flows.quoting import quote_of
from flows.wallets import Wallet, wallet_label, wallet_of

USUAL: Final = (1, 3, 6, 12)
# One wallet prompt follows another; more than three in a row no one answers in time.
MOST_PEOPLE: Final = 3


class Price(Record):
    """member: as typed. whom: SELF, or the member number whose name was confirmed. asked: a price that names the one typed.

    quotes: what is to be paid, a person each. number: of the wallet, as typed.
    """

    member: str = ""
    whom: str = ""
    count: int = 1
    asked: Quoted | None = None
    quotes: tuple[Quoted, ...] = ()
    wallet: Wallet = Wallet()
    number: str = ""


def two_people() -> Price:
    """Two at their longest, and room for a third."""
    return Price(
        whom=longest_payments.QUOTED.whom,
        asked=longest_payments.QUOTED,
        quotes=(longest_payments.QUOTED,) * 2,
        wallet=longest_payments.WALLET,
    )


def stranger() -> Price:
    """A caller whose number no wallet takes."""
    return Price(asked=longest_payments.QUOTED, quotes=(longest_payments.QUOTED_SELF,))


flow = Flow("price", Price, title=N_("Pay"), examples=(two_people, stranger))


@flow.screen
def ask_member(record: Price) -> Ask:
    """Whose contributions."""
    return Ask(_("Type the member number: 9 digits."), member_number, find, save="member")


@flow.action
def find(record: Price, call: Call) -> Step:
    """The price of one month names whom it is for."""
    record.asked = quoted(quote_of(call, record.member, 1), record.member)
    return show_name


@flow.screen
def show_name(record: Price) -> Menu:
    """The masked name is confirmed before anything else."""
    return Menu(
        # Translators: the masked name of whom is paid for.
        _("Is this the person? %(name)s", name=named(record.asked.name) if record.asked else ""),
        Option("yes", _("Yes"), choose_months, {"whom": record.asked.whom if record.asked else ""}),
        Option("no", _("No, another number"), ask_member),
    )


@flow.screen
def choose_months(record: Price) -> Menu:
    """How many."""
    others = record.asked is not None and record.asked.whom == record.whom != SELF
    return Menu(
        _("How many months for %(name)s?", name=named(record.asked.name)) if record.asked and others else _("How many months?"),
        *(Option(str(count), str(count), ask_price, {"count": count}) for count in USUAL),
        Option("another", _("Another number"), ask_months),
    )


@flow.screen
def ask_months(record: Price) -> Ask:
    """Any number of months."""
    return Ask(_("How many months, 1 to 12?"), months(1, 12), ask_price, save="count")


@flow.action
def ask_price(record: Price, call: Call) -> Step:
    """The quote is made before it is confirmed, so that confirming twice is one payment."""
    quote = quoted(quote_of(call, record.whom, record.count), record.whom)
    record.quotes = (*(one for one in record.quotes if one.whom != quote.whom), quote)
    if not record.wallet.provider:
        record.wallet = wallet_of(call.person, call.backend.payments.wallets().items)
    return confirm


@flow.screen(live=True)
def confirm(record: Price) -> Menu:
    """Price and months; nothing is begun before this is answered."""
    return Menu(
        price(record.quotes),
        when(record.wallet.provider, Option("pay", wallet_label(record.wallet), hand_over)),
        Option("wallet", _("Another wallet number"), ask_wallet),
        when(len(record.quotes) < MOST_PEOPLE, Option("more", _("Add somebody"), ask_member)),
    )


@flow.screen
def ask_wallet(record: Price) -> Ask:
    """Whose wallet is asked; whoever holds it gives its PIN."""
    return Ask(_("The phone number of the wallet that pays?"), phone, take_wallet, save="number")


@flow.action
def take_wallet(record: Price, call: Call) -> Step:
    """The wallet of that number."""
    record.wallet = wallet_of(record.number, call.backend.payments.wallets().items)
    return confirm if record.wallet.provider else show_no_wallet


@flow.screen
def show_no_wallet(record: Price) -> Menu:
    """No wallet takes the number."""
    return Menu(
        _("No wallet here takes that number. It must be a Lao mobile number."), Option("again", _("Another wallet number"), ask_wallet)
    )


@flow.action
def hand_over(record: Price, call: Call) -> Outcome:
    """Confirmed: the payments are begun."""
    return paying.begin(record.quotes, record.wallet)


def for_self() -> Enter:
    """The way into this flow for who pays for himself."""
    return flow.enter(Price(whom=SELF), choose_months)
