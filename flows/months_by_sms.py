"""How many months are paid, asked for by SMS: counts, and no amount unless the member has switched amounts on."""

from __future__ import annotations

import msgspec

from engine.call import Call
from engine.flow import Enter, Flow, Level, Record, Step
from engine.screens import Menu
from flows import contributions, dialling, longest
from flows.texting_words import more, only_own


class BySms(Record):
    """number: a member number that stood beside the word, which has to be the caller's own. code: what to dial for the rest."""

    number: str = ""
    months: contributions.Contributions = msgspec.field(default_factory=contributions.Contributions)
    code: str = "*149*2#"


def long_history() -> BySms:
    """Behind, with months on their way."""
    return BySms(months=contributions.long_history())


def usual() -> BySms:
    """An employee."""
    return BySms(months=contributions.Contributions(total=31, last_12=12, last_period="2026-10", on=longest.DAY))


flow = Flow("months_by_sms", BySms, examples=(long_history, usual, BySms))


@flow.action(level=Level.NUMBER)
def see_months(record: BySms, call: Call) -> Step:
    """Asks the backend, which tells the sender of an SMS no more than counts."""
    number, record.number = record.number, ""
    if number and call.backend.members.me().masked_member_no[-3:] != number[-3:]:
        return show_only_own
    record.code = dialling.of_flow(call, "contributions")
    record.months = contributions.Contributions()
    contributions.read_summary(record.months, call)
    return show_months


@flow.screen
def show_months(record: BySms) -> Menu:
    """The answer. As of when, the SMS itself says: it bears the time at which it was sent."""
    return Menu("\n".join([*contributions.told_lines(record.months), more(record.code)]))


@flow.screen
def show_only_own(record: BySms) -> Menu:
    """Nobody else's months."""
    return Menu(only_own())


def beside(numbers: tuple[str, ...]) -> Enter:
    """The way into this flow, with what stood beside the word."""
    return flow.enter(BySms(number=next((one for one in numbers if len(one) == 9), "")))
