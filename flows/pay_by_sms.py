"""Paying, asked for by SMS: which months and how to pay them; it is confirmed by dialling (docs/decisions/sms.md)."""

from __future__ import annotations

from typing import Final

from backend_client.payments import SELF
from engine.call import Call
from engine.flow import Enter, Flow, Level, Outcome, Record, Step
from engine.screens import Menu
from engine.text import _
from flows import dialling, longest_payments
from flows.pay_words import BY_CLASS, Quoted, price, quoted, reason, span
from flows.quoting import quote_of
from flows.texting_words import months_to_pay, to_pay

MEMBER_DIGITS: Final = 9


class ByDialling(Record):
    """months: 0 when none were named. member: for whom, a member number, "" for oneself. amounts: whether they may be told.

    why_not: the contract's reason for who has nothing to pay for himself. code: what to dial.
    """

    months: int = 0
    member: str = ""
    quote: Quoted | None = None
    amounts: bool = False
    why_not: str = ""
    code: str = "*149*5#"


def priced() -> ByDialling:
    """A year, and its amount may be told."""
    return ByDialling(months=12, quote=longest_payments.QUOTED_SELF, amounts=True, code="*149*5*1*4#")


def discreet() -> ByDialling:
    """A year, and its amount may not be told."""
    return ByDialling(months=7, quote=longest_payments.QUOTED_SELF, code="*149*5*1*5*7#")


def nothing_to_pay() -> ByDialling:
    """An employee."""
    return ByDialling(why_not="employer_pays", code="*149*5*2#")


flow = Flow("pay_by_sms", ByDialling, examples=(priced, discreet, nothing_to_pay, ByDialling))


@flow.action
def begin(record: ByDialling, call: Call) -> Outcome:
    """For somebody else anyone may pay; nothing is asked about whom before it is dialled."""
    if call.caller.level is Level.NONE and not record.member:
        record.code = dialling.of_flow(call, "pay")
        return show_way
    record.code = dialling.to_pay(call, record.months, record.member)
    return show_way if record.member else ask_own


@flow.action(level=Level.NUMBER)
def ask_own(record: ByDialling, call: Call) -> Step:
    """The months that so many come to."""
    if "pay_own" not in call.caller.features:
        record.why_not = next((BY_CLASS[one] for one in call.caller.classes if one in BY_CLASS), "none")
        record.code = dialling.for_others(call)
    elif record.months:
        record.quote = quoted(quote_of(call, SELF, record.months), SELF)
        record.amounts = call.backend.preferences.read().sms_amounts
    return show_way


@flow.screen
def show_way(record: ByDialling) -> Menu:
    """What there is to pay, and what to dial."""
    if record.why_not:
        return Menu(f"{reason(record.why_not)}\n{for_somebody(record.code)}")
    return Menu(to_pay(record.code, said(record.quote, amounts=record.amounts)))


def of_numbers(numbers: tuple[str, ...]) -> Enter:
    """The way into this flow, with the months and the member number that stood beside the word."""
    member = next((one for one in numbers if len(one) == MEMBER_DIGITS), "")
    months = next((int(one) for one in numbers if one != member), 0)
    return flow.enter(ByDialling(months=months, member=member))


def said(quote: Quoted | None, *, amounts: bool) -> str:
    """The months, and the amount to who has said that SMS may carry amounts."""
    if quote is None:
        return ""
    return price((quote,)) if amounts else months_to_pay(span(quote))


def for_somebody(code: str) -> str:
    """The way to pay for others."""
    return _("For somebody else dial %(code)s", code=code)
