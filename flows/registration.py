"""My phone number: having it recorded at NSSO, having a lost phone blocked, and how far that is."""

from __future__ import annotations

from backend_client.registrations import RegistrationState
from engine.call import Call
from engine.flow import Flow, Late, Level, Record, Step
from engine.parsers import member_number, phone
from engine.screens import Ask, Menu, Option, when
from engine.text import N_, _
from flows import longest
from flows.references import reference


class Registration(Record):
    """recorded: the number that calls is on file. member, number: asked for, forgotten once sent. reference: of the request."""

    recorded: bool = False
    member: str = ""
    number: str = ""
    reference: str = ""
    state: RegistrationState = RegistrationState.RECEIVED


def sent() -> Registration:
    """A request on its way."""
    return Registration(recorded=True, reference=longest.REFERENCE, state=RegistrationState.IN_REVIEW)


def decided() -> Registration:
    """A request with the longest answer."""
    return Registration(reference=longest.REFERENCE, state=RegistrationState.DECLINED)


flow = Flow("registration", Registration, title=N_("My phone number"), examples=(sent, decided))


@flow.action
def begin(record: Registration, call: Call) -> Step:
    """Whether the number is on file is said to who holds it, and to nobody whose number is not."""
    record.recorded = call.caller.level >= Level.NUMBER
    return choose


@flow.screen
def choose(record: Registration) -> Menu:
    """What about the number."""
    return Menu(
        _("This number is recorded at NSSO.") if record.recorded else _("My phone number"),
        # Translators: have the number one is calling from recorded at NSSO.
        when(not record.recorded, Option("this", _("Record this number"), ask_member, {"number": ""})),
        Option("other", _("Record another number"), ask_number),
        Option("lost", _("Phone lost: block it"), ask_lost),
        Option("status", _("How far is my request?"), ask_reference),
    )


@flow.screen
def ask_number(record: Registration) -> Ask:
    """Another number than the one calling."""
    return Ask(_("Which phone number? Like 020 77982994."), phone, ask_member, save="number")


@flow.screen
def ask_member(record: Registration) -> Ask:
    """Whose number it shall be."""
    return Ask(_("Your member number: 9 digits."), member_number, register, save="member")


@flow.action
def register(record: Registration, call: Call) -> Step:
    """Hands it to the desk, whose answer never tells whether that member exists."""
    record.reference = call.backend.registrations.start(record.member, record.number or None).ref
    record.member = record.number = ""
    return show_taken


@flow.screen(closes=True)
def show_taken(record: Registration) -> Menu:
    """The same words for every member number."""
    return Menu(
        _("Thank you. NSSO checks it. Your request number: %(reference)s. With it you see here how far it is.", reference=record.reference)
    )


@flow.screen
def ask_lost(record: Registration) -> Ask:
    """The number of the lost phone."""
    return Ask(_("Which phone number was lost? Like 020 77982994."), phone, ask_owner, save="number")


@flow.screen
def ask_owner(record: Registration) -> Ask:
    """Whose phone it was."""
    return Ask(_("Your member number: 9 digits."), member_number, block, save="member")


@flow.action
def block(record: Registration, call: Call) -> Step:
    """Asks the desk to stop a lost phone from opening the record."""
    record.reference = call.backend.registrations.block(record.number, record.member).ref
    record.member = record.number = ""
    return show_blocked


@flow.screen(closes=True)
def show_blocked(record: Registration) -> Menu:
    """The same words for every number."""
    return Menu(_("Thank you. NSSO checks it and calls you back. Your request number: %(reference)s", reference=record.reference))


@flow.screen
def ask_reference(record: Registration) -> Ask:
    """Which request."""
    return Ask(_("Your request number: 10 digits."), reference, look_up, save="reference")


@flow.action(late=Late.WORDS)
def look_up(record: Registration, call: Call) -> Step:
    """Asks how far it is; answered only to the number that asked for it."""
    record.state = call.backend.registrations.read(record.reference).state
    return show_state


@flow.screen
def show_state(record: Registration) -> Menu:
    """How far it is, and what to do next."""
    return Menu(standing(record.state))


def standing(state: RegistrationState) -> str:
    """Each state with what comes next."""
    if state is RegistrationState.APPROVED:
        return _("Done: the number is recorded. Dial again and you see your own data.")
    if state is RegistrationState.DECLINED:
        return _("Not recorded. Call 021 243725, or go to an NSSO office with your identity card.")
    return _("NSSO is checking it now.") if state is RegistrationState.IN_REVIEW else _("NSSO has it and will check it.")
