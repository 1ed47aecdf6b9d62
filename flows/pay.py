"""Paying by mobile money begins here: for whom, what was paid before, and whether a receipt is good."""

from __future__ import annotations

from engine.call import Call
from engine.flow import Flow, Outcome, Record, Step
from engine.screens import Menu, Option, when
from engine.text import N_, _
from flows import pay_by_sms, payments, price, receipts
from flows.pay_words import BY_CLASS, reason


class Pay(Record):
    """member: whether the caller is one. why_not: the contract's reason for who has nothing to pay for himself."""

    member: bool = False
    why_not: str = ""


def employee() -> Pay:
    """A member whose employer pays."""
    return Pay(member=True, why_not="employer_pays")


flow = Flow("pay", Pay, title=N_("Pay"), examples=(employee, Pay))


@flow.action
def begin(record: Pay, call: Call) -> Step:
    """Who is calling, and what that means for paying."""
    if call.channel == "sms":
        return pay_by_sms.flow.start
    record.member = bool(call.caller.selected)
    reasons = (BY_CLASS[one] for one in call.caller.classes if one in BY_CLASS)
    record.why_not = "" if "pay_own" in call.caller.features else next(reasons, "")
    return choose_whom


@flow.screen
def choose_whom(record: Pay) -> Menu:
    """For whom; and what was paid before."""
    return Menu(
        _("Pay by mobile money. For whom?"),
        when(record.member, Option("self", _("For me"), for_self)),
        Option("other", _("For somebody else"), price.flow.start),
        Option("payments", _("My payments"), payments.flow.start),
        Option("receipt", _("Check a receipt"), receipts.flow.start),
    )


@flow.action
def for_self(record: Pay, call: Call) -> Outcome:
    """A member whose contributions others pay is told so."""
    return price.for_self() if "pay_own" in call.caller.features else show_reason


@flow.screen
def show_reason(record: Pay) -> Menu:
    """Why there is nothing to pay for oneself."""
    return Menu(reason(record.why_not), Option("other", _("Pay for somebody else"), price.flow.start))
