"""Payments are begun here, a quote each; the wallet asks its own PIN after the call."""

from __future__ import annotations

from typing import Final

from backend_client.errors import Refused
from backend_client.payment_shapes import PaymentOrder
from engine.call import Call
from engine.flow import Enter, Flow, Outcome, Record, Step
from engine.screens import End, Menu, Option, when
from engine.text import N_, _
from flows import longest_payments, payments
from flows.begun_words import AWAY, begun_words, partly_words, refusal
from flows.confirming import IN_DOUBT, confirmed
from flows.pay_words import Quoted
from flows.payment_words import AWAITED
from flows.wallets import Wallet, digits_elsewhere

# The engine answers these: it asks again who is calling, or for the PIN.
ENGINES: Final = frozenset({"unauthorized", "step_up_required"})


class Paying(Record):
    """quotes: confirmed and not begun yet. begun: the references of those that are. over: something became of one already.

    elsewhere: the last digits of another phone whose wallet is asked. code: why the first of `quotes` was not begun.
    limit: the months the wallet takes at once. mine: whether this phone pays those months already.
    """

    quotes: tuple[Quoted, ...] = ()
    wallet: Wallet = Wallet()
    begun: tuple[str, ...] = ()
    over: bool = False
    elsewhere: str = ""
    code: str = ""
    limit: int = 0
    mine: bool = False


def three_people() -> Paying:
    """Two are begun, the third is not."""
    return Paying(quotes=(longest_payments.QUOTED,), begun=longest_payments.BEGUN, code=AWAY, mine=True)


def elsewhere() -> Paying:
    """Another phone's wallet, which does not say how much it takes."""
    return Paying(quotes=(longest_payments.QUOTED,), begun=longest_payments.BEGUN[:1], elsewhere="88", code="duplicate_period_in_progress")


def here() -> Paying:
    """This phone's wallet, which takes less at once."""
    return Paying(begun=longest_payments.BEGUN[:1], code="limit_exceeded", limit=12)


def too_little() -> Paying:
    """A wallet that takes not even a month."""
    return Paying(begun=longest_payments.BEGUN, code="limit_exceeded")


flow = Flow("paying", Paying, title=N_("Pay"), examples=(three_people, elsewhere, here, too_little))


@flow.action
def pay(record: Paying, call: Call) -> Outcome:
    """Begins a payment for each quote."""
    while record.quotes:
        try:
            order = confirmed(call, record.quotes[0].quote, record.wallet)
        except Refused as refused:
            return refuse(record, refused)
        note(record, order, call.person)
    return payments.flow.start if record.over else show_begun


def note(record: Paying, order: PaymentOrder, person: str) -> None:
    """Begun, or it was before: then the wallet named now may not be the one that was asked."""
    record.begun, record.quotes = (*record.begun, order.reference), record.quotes[1:]
    record.over = record.over or order.state not in AWAITED
    record.elsewhere = digits_elsewhere(record.wallet, order.wallet.masked_msisdn, person)


def refuse(record: Paying, refused: Refused) -> Step:
    """It certainly was not begun, unless another is at it."""
    if refused.code in ENGINES:
        raise refused
    if refused.code == IN_DOUBT:
        return show_doubt
    record.code, record.limit, record.mine = refused.code, int(refused.params.get("months", 0)), "reference" in refused.params
    if record.begun:
        return show_partly
    return {AWAY: show_not_begun, "duplicate_period_in_progress": show_under_way}.get(refused.code, show_refused)


@flow.screen
def show_begun(record: Paying) -> End:
    """The call must end, for the wallet cannot ask while it lasts."""
    return End(begun_words(record.begun, record.elsewhere))


@flow.screen
def show_doubt(record: Paying) -> End:
    """It may have been begun, so the wallet may ask at any moment: the call must end here too."""
    # Translators: "Pay, 3" is the way to My payments: Pay in the main menu, then number 3.
    return End(_("We do not know yet if it began. If your wallet asks, give its PIN. Do not pay again before you look here: Pay, 3."))


@flow.screen
def show_not_begun(record: Paying) -> Menu:
    """It certainly was not begun."""
    return Menu(_("NSSO's system is not answering. This payment did not begin."), Option("again", _("Try again"), pay))


@flow.screen
def show_refused(record: Paying) -> Menu:
    """It certainly was not begun, and asking again changes nothing; back leads to the price."""
    return Menu(refusal(record.code, record.limit))


@flow.screen(live=True)
def show_under_way(record: Paying) -> Menu:
    """Somebody is paying these months already."""
    return Menu(
        _("These months are being paid already. Do not pay again."),
        when(record.mine, Option("payments", _("My payments"), payments.flow.start)),
    )


@flow.screen
def show_partly(record: Paying) -> Menu:
    """Of several some are begun, and the next is not."""
    return Menu(
        partly_words(len(record.begun), record.quotes, record.code),
        Option("on", _("Go on with what began"), leave_out),
        when(record.code == AWAY, Option("again", _("Try again"), pay)),
    )


@flow.action
def leave_out(record: Paying, call: Call) -> Outcome:
    """Goes on without the one that was not begun."""
    record.quotes = record.quotes[1:]
    return pay


def begin(quotes: tuple[Quoted, ...], wallet: Wallet) -> Enter:
    """The way into this flow, with what was confirmed."""
    return flow.enter(Paying(quotes=quotes, wallet=wallet), pay)
