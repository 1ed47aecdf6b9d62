"""Payments are begun here, a quote each; the wallet then asks its own PIN, after the call."""

from __future__ import annotations

from backend_client.errors import Refused, Unavailable
from engine.call import Call
from engine.flow import HOME, Enter, Flow, Outcome, Record, Step
from engine.screens import End, Menu, Option
from engine.text import N_, _
from flows import longest_payments, payments
from flows.pay_words import Quoted
from flows.wallets import Wallet


class Paying(Record):
    """quotes: confirmed and not begun yet. begun: the references of those that are. limit: months the wallet takes at once."""

    quotes: tuple[Quoted, ...] = ()
    wallet: Wallet = Wallet()
    begun: tuple[str, ...] = ()
    limit: int = 0


def three_people() -> Paying:
    """Everything at its longest_payments."""
    return Paying(quotes=(longest_payments.QUOTED,) * 3, wallet=longest_payments.WALLET, begun=("4000000012",) * 3, limit=12)


def nothing_fits() -> Paying:
    """A wallet that does not say how much it takes."""
    return Paying(begun=("4000000012",))


flow = Flow("paying", Paying, title=N_("Pay"), examples=(three_people, nothing_fits))


@flow.action
def pay(record: Paying, call: Call) -> Outcome:
    """Begins a payment for each quote. The quote is its key: begun again, in this call or the next, it is the same payment."""
    while record.quotes:
        one = record.quotes[0]
        try:
            order = call.backend_for(one.quote).payments.confirm(one.quote, record.wallet.provider, record.wallet.msisdn)
        except Unavailable as away:
            return show_checking if away.may_have_acted else show_not_begun
        except Refused as refused:
            return refuse(record, refused)
        record.begun, record.quotes = (*record.begun, order.reference), record.quotes[1:]
    return show_begun


def refuse(record: Paying, refused: Refused) -> Step:
    """What to do next, where the flow knows better than the sentence of the code."""
    if refused.code == "quote_expired":
        return show_expired
    if refused.code == "duplicate_period_in_progress":
        return show_under_way
    if refused.code == "limit_exceeded":
        record.limit = int(refused.params.get("months", 0))
        return show_limit
    raise refused


@flow.screen
def show_begun(record: Paying) -> End:
    """The call must end, for the wallet cannot ask while it lasts."""
    return End(
        _("Now give your wallet's PIN on this phone. Receipt by SMS. Do not pay twice. No. %(reference)s", reference=record.begun[-1])
    )


@flow.screen
def show_checking(record: Paying) -> Menu:
    """It may have been begun: asking again is the same payment."""
    return Menu(_("We do not know yet if it began. Do not pay again: look here first."), Option("look", _("Look again"), pay))


@flow.screen
def show_not_begun(record: Paying) -> Menu:
    """It certainly was not begun."""
    return Menu(_("Not begun, nothing was taken. NSSO's system is not answering."), Option("again", _("Try again"), pay))


@flow.screen(closes=True)
def show_expired(record: Paying) -> Menu:
    """A price is good for a quarter of an hour."""
    return Menu(_("That price is too old. Nothing was taken."), Option("menu", _("Main menu"), go_home))


@flow.action
def go_home(record: Paying, call: Call) -> Outcome:
    """From the main menu on."""
    return HOME


@flow.screen
def show_under_way(record: Paying) -> Menu:
    """Somebody is paying these months already."""
    return Menu(_("These months are being paid already. Do not pay again."), Option("payments", _("My payments"), payments.flow.start))


@flow.screen
def show_limit(record: Paying) -> Menu:
    """The wallet takes less at once; back leads to the price."""
    if record.limit:
        return Menu(_("Nothing was taken. Your wallet allows %(months)s months at once. Go back and choose fewer.", months=record.limit))
    return Menu(_("Nothing was taken. Your wallet allows less. Go back and choose another wallet number."))


def begin(quotes: tuple[Quoted, ...], wallet: Wallet) -> Enter:
    """The way into this flow, with what was confirmed."""
    return flow.enter(Paying(quotes=quotes, wallet=wallet), pay)
