"""STOP and START: reminders off or on for a number, and that is for everybody on it."""

from __future__ import annotations

from typing import Final

from backend_client.errors import Refused
from engine.call import Call
from engine.flow import Enter, Flow, Record, Step
from engine.screens import Menu
from engine.session import Level
from flows.texting_words import none_sent, switched

# Nobody is reminded at such a number, so that there is nothing to stop.
NONE_SENT: Final = frozenset({"number_not_on_file", "sim_swap_hold", "not_in_class"})


class Switch(Record):
    """on: whether reminders are wanted."""

    on: bool = True


def stopped() -> Switch:
    """Off."""
    return Switch(on=False)


flow = Flow("reminders_by_sms", Switch, examples=(stopped, Switch))


@flow.action
def switch(record: Switch, call: Call) -> Step:
    """For each member on the number: a handset that is shared is reminded for none of them, or for all."""
    try:
        if call.caller.level is Level.NONE:
            # Refused, and the reason says whether anybody could be reminded here at all.
            call.backend.members.me()
        for member in call.caller.members:
            call.backend.callers.select(call.caller.reference, member.reference)
            call.backend.preferences.write(reminders=record.on)
    except Refused as refused:
        if record.on or refused.code not in NONE_SENT:
            raise
        return show_none
    return show_switched


@flow.screen
def show_switched(record: Switch) -> Menu:
    """Off or on, and the word for the other."""
    return Menu(switched(on=record.on))


@flow.screen
def show_none(record: Switch) -> Menu:
    """Nothing to stop."""
    return Menu(none_sent())


def turned(*, on: bool) -> Enter:
    """The way into this flow."""
    return flow.enter(Switch(on=on))
