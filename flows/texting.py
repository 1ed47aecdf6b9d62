"""What a word sent by SMS leads to: short answers that are for SMS alone, and the flows that are dialled."""

from __future__ import annotations

from typing import Final

from engine.call import Call
from engine.flow import HOME, Enter, Flow, Level, Outcome, Record, Step
from engine.screens import Menu, Option
from engine.session import MemberChoice
from engine.text import _
from flows import benefits, cases, claims, genuine, hospital_by_sms, language, months_by_sms, pay_by_sms, receipts, reminders_by_sms
from flows import texting_words as words
from flows.callers import allow, identify, note, speak_on_file

# Asked for in one's own name: where several share the number, they are first asked who it is.
PERSONAL: Final = frozenset({"hospital", "balance", "benefits", "claims", "pay"})
SPOKEN: Final = {"english": "en", "lao": "lo", "lao_latin": "lo_Latn"}


class Texted(Record):
    """intent: what the word means. numbers: those beside it, none that could be a PIN. locale: the word's, "" for the one spoken."""

    intent: str = "help"
    numbers: tuple[str, ...] = ()
    locale: str = ""
    members: tuple[MemberChoice, ...] = ()
    member: str = ""
    code: str = "*149#"


def shared() -> Texted:
    """Six on one handset."""
    return Texted(members=tuple(MemberChoice(f"m_{number}", "ພູ*** ຈັ***") for number in range(6)))


flow = Flow("texting", Texted, examples=(shared, Texted))


@flow.action
def take(record: Texted, call: Call) -> Outcome:
    """Who sent it, then what it asks for."""
    if not call.caller.reference:
        identify(call)
    record.code = call.service_code
    if record.locale:
        call.speak(record.locale)
    if record.intent in PERSONAL and len(call.caller.members) > 1 and not call.caller.selected:
        record.members = call.caller.members
        return choose_member
    return meant(record)


@flow.screen
def choose_member(record: Texted) -> Menu:
    """Which of the members on this number."""
    return Menu(_("Who are you?"), *(Option(each.reference, each.name, select, {"member": each.reference}) for each in record.members))


@flow.action
def select(record: Texted, call: Call) -> Step:
    """Goes on as that member with what was asked for."""
    opened = call.backend.callers.select(call.caller.reference, record.member)
    speak_on_file(call, opened)
    note(call, opened)
    return take


def meant(record: Texted) -> Outcome:
    """Where the word leads."""
    numbers, record.numbers = record.numbers, ()
    match record.intent:
        case "balance":
            return months_by_sms.beside(numbers)
        case "lookup":
            return hospital_by_sms.of_number(numbers[0])
        case "pay":
            return pay_by_sms.of_numbers(numbers)
        case "receipt" if numbers:
            return receipts.flow.enter(receipts.Receipts(number=numbers[0]), receipts.verify)
        case "stop" | "start":
            return reminders_by_sms.turned(on=record.intent == "start")
        case _:
            return PLACES.get(record.intent, show_help)


@flow.action(level=Level.NUMBER)
def see_benefits(record: Texted, call: Call) -> Step:
    """Who may see none is told so, before anything else."""
    allow(call, "benefits")
    return benefits.flow.start


@flow.action(level=Level.NUMBER)
def see_claims(record: Texted, call: Call) -> Step:
    """The same."""
    allow(call, "claims")
    return claims.flow.start


@flow.action
def speak(record: Texted, call: Call) -> Step:
    """A language by its name: spoken from here on, and kept."""
    language.keep(call, SPOKEN[record.intent])
    return show_help


@flow.action
def go_home(record: Texted, call: Call) -> Outcome:
    """The main menu."""
    return HOME


@flow.screen
def show_pin(record: Texted) -> Menu:
    """A PIN was sent."""
    return Menu(words.pin_sent(record.code))


@flow.screen
def show_help(record: Texted) -> Menu:
    """What can be sent."""
    return Menu(words.helping(record.code))


PLACES: Final = {
    "hospital": hospital_by_sms.see_own,
    "wrong_number": hospital_by_sms.show_wrong_number,
    "benefits": see_benefits,
    "claims": see_claims,
    "receipt": receipts.ask_receipt,
    "language": language.choose,
    **dict.fromkeys(SPOKEN, speak),
    "call_me": cases.choose_language,
    "genuine": genuine.flow.start,
    "menu": go_home,
    "pin": show_pin,
    "help": show_help,
}


def texted(intent: str, numbers: tuple[str, ...], locale: str) -> Enter:
    """The way in for a word."""
    return flow.enter(Texted(intent=intent, numbers=numbers, locale=locale))
