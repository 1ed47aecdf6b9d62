"""The PIN, proven on the way to something personal."""

from __future__ import annotations

from typing import Final

from backend_client.errors import Refused
from engine.call import Call
from engine.flow import DONE, Enter, Flow, Outcome, Record, Step
from engine.screens import Ask, Menu, Option
from engine.session import Level
from engine.text import N_, _

# Each leads to the other: who has no PIN gets one, and goes on as proven.
from flows import dialling, new_pin, pin_words
from flows.callers import note

SMS: Final = "sms"


class Pin(Record):
    """left: tries left after a wrong one, -1 before. until: the time of day at which a lock ends. code: what to dial instead."""

    left: int = -1
    until: str = ""
    code: str = "*149#"


def locked() -> Pin:
    """Wrong ones before, and then locked."""
    return Pin(left=4, until="23:59", code="*149*2#")


flow = Flow("pin", Pin, title=N_("PIN"), examples=(locked, Pin))


@flow.action
def begin(record: Pin, call: Call) -> Outcome:
    """The PIN, or the way to one."""
    if call.caller.level is Level.NONE:
        # Refused, and the reason is what the caller should read: the number is not recorded, or its SIM is new.
        call.backend.members.me()
    if call.channel == SMS:
        return elsewhere(call, waiting(call))
    return ask_pin if call.caller.pin_set else renewal()


@flow.screen
def show_dialling(record: Pin) -> Menu:
    """By SMS no PIN is asked for: it would stay on the phone, and at the operator's."""
    return Menu(pin_words.dialling(record.code))


@flow.screen
def ask_pin(record: Pin) -> Ask:
    """The PIN."""
    return Ask(pin_words.asking(record.left), pin_words.pin_or_otherwise, prove, secret=True)


@flow.action
def prove(record: Pin, call: Call) -> Outcome:
    """Has the backend judge the PIN; it counts the tries over all channels."""
    if call.secret == pin_words.OTHERWISE:
        return renewal()
    if not call.secret:
        # The backend had to be told anew who calls, and what was typed before that is gone.
        return ask_pin
    try:
        note(call, call.backend.callers.step_up(call.caller.reference, call.secret))
    except Refused as refused:
        return not_proven(record, call, refused)
    return DONE


def not_proven(record: Pin, call: Call, refused: Refused) -> Step | Enter:
    """What to do after a PIN that was not accepted."""
    if refused.code == "step_up_failed":
        record.left = int(refused.params.get("left", 0))
        return ask_pin
    if refused.code == "locked":
        record.until = pin_words.clock(str(refused.params.get("until", "")))
        return show_lock
    if refused.code == "pin_not_set":
        call.caller.pin_set = False
        return renewal()
    raise refused


@flow.screen
def show_lock(record: Pin) -> Menu:
    """Locked until when, and the way out that needs no waiting."""
    return Menu(pin_words.locked(record.until), Option("renew", _("New PIN by SMS code"), renewal()))


def waiting(call: Call) -> str:
    """The flow that waits for the PIN."""
    return next((frame.flow for frame in reversed(call.session.frames) if frame.pending), "")


def elsewhere(call: Call, task: str) -> Enter:
    """For who writes by SMS, where neither a PIN nor a code is ever sent back: what to dial for the task."""
    return flow.enter(Pin(code=dialling.of_flow(call, task)), show_dialling)


def renewal() -> Enter:
    """The way to a new PIN and back."""
    return new_pin.flow.enter(new_pin.NewPin(proving=True), new_pin.renew)


@flow.action
def finish(record: Pin, call: Call) -> Outcome:
    """Proven by setting a new PIN: on to what waited."""
    return DONE
