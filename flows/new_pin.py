"""A new PIN: by a code sent by SMS to who has none or forgot it, or straight away to who has just proven the old one."""

from __future__ import annotations

from backend_client.errors import Refused
from engine import parsers
from engine.call import Call
from engine.flow import DONE, Flow, Outcome, Record, Step
from engine.screens import Ask, Menu, Option
from engine.text import N_, _
from flows import callers, pin, pin_words


class NewPin(Record):
    """proving: something waits for the PIN. left: tries left for the code, -1 before. proof: of a code given back.

    check: of the new PIN's first typing, never the PIN itself. remark: why something is asked again.
    """

    proving: bool = False
    has_pin: bool = False
    challenge: str = ""
    left: int = -1
    proof: str = ""
    check: int = 0
    remark: str = ""


def after_mistakes() -> NewPin:
    """Everything went wrong once."""
    return NewPin(has_pin=True, left=2, remark="weak")


def code_sent() -> NewPin:
    """The code is on its way."""
    return NewPin(remark="different")


flow = Flow("new_pin", NewPin, title=N_("New PIN"), examples=(after_mistakes, code_sent))


@flow.action
def renew(record: NewPin, call: Call) -> Outcome:
    """By a code, which cannot tell who of several holds the phone."""
    if call.channel == pin.SMS:
        return pin.elsewhere(call, "preferences")
    record.has_pin = call.caller.pin_set
    return show_shared if len(call.caller.members) > 1 else offer_code


@flow.screen
def show_shared(record: NewPin) -> Menu:
    """Several members on one number: a person has to see who it is."""
    return Menu(_("Several people share this number: a code by SMS cannot tell who you are. For a PIN ask an NSSO office or 021 243725."))


@flow.screen
def offer_code(record: NewPin) -> Menu:
    """Before an SMS is sent."""
    return Menu(pin_words.offering(record.remark, has_pin=record.has_pin), Option("send", _("Send the code"), send))


@flow.action
def send(record: NewPin, call: Call) -> Step:
    """Has the backend send a code."""
    record.challenge, record.left = call.backend.one_time_codes.start().id, -1
    return ask_code


# Most handsets show no SMS while a session is open: this is the screen a dropped conversation goes on with.
@flow.screen
def ask_code(record: NewPin) -> Ask:
    """The code."""
    return Ask(pin_words.code(record.left), pin_words.six_digits, verify, secret=True)


@flow.action
def verify(record: NewPin, call: Call) -> Outcome:
    """Gives the code back."""
    if not call.secret:
        return ask_code
    try:
        proof = call.backend.one_time_codes.verify(record.challenge, call.secret)
    except Refused as refused:
        record.left = int(refused.params.get("left", 0))
        if refused.code == "step_up_failed" and record.left:
            return ask_code
        return expired(record, refused)
    record.proof, record.remark = proof.otp_token, ""
    return ask_new


def expired(record: NewPin, refused: Refused) -> Step:
    """The code is of no use any more: another one."""
    if refused.code not in {"step_up_failed", "otp_expired"}:
        raise refused
    record.remark = "expired"
    return offer_code


@flow.screen(live=True)
def ask_new(record: NewPin) -> Ask:
    """The new PIN."""
    return Ask(pin_words.choosing(record.remark), parsers.pin, take_new, secret=True)


@flow.action
def take_new(record: NewPin, call: Call) -> Step:
    """Keeps just enough of it to notice a slip of the finger in the second typing."""
    record.check, record.remark = pin_words.check_of(call.secret), ""
    return ask_again


@flow.screen(live=True)
def ask_again(record: NewPin) -> Ask:
    """The new PIN once more."""
    return Ask(_("Type the new PIN once more."), parsers.pin, set_pin, secret=True)


@flow.action
def set_pin(record: NewPin, call: Call) -> Outcome:
    """Gives it to the backend, which alone keeps it."""
    if not call.secret:
        # The backend had to be told anew who calls, and what was typed before that is gone.
        record.remark = ""
        return ask_new
    if pin_words.check_of(call.secret) != record.check:
        record.remark = "different"
        return ask_new
    try:
        callers.note(call, call.backend.pins.set(call.secret, record.proof or None))
    except Refused as refused:
        if refused.code != "weak_pin":
            return expired(record, refused)
        record.remark = "weak"
        return ask_new
    record.proof = ""
    return show_done


@flow.screen(live=True, closes=True)
def show_done(record: NewPin) -> Menu:
    """It is set."""
    return Menu(_("Your PIN is set. Tell it to nobody, not even to NSSO."), Option("on", _("Go on"), go_on))


@flow.action
def go_on(record: NewPin, call: Call) -> Outcome:
    """To what waited for the PIN, or to where the new one was asked for."""
    return pin.finish if record.proving else DONE
