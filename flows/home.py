"""Where every conversation begins: the language, which of several members, and the main menu."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from engine.call import Call
from engine.flow import HOME, Flow, Outcome, Record
from engine.screens import Menu, Option, when
from engine.session import MemberChoice
from engine.text import _
from flows import benefits, book, claims, contributions, help, hospital, language, pay, preferences, registration  # noqa: A004 - the trade's word
from flows.callers import identify, note, speak_on_file

__all__ = ["flow", "identify"]

# In every script at once: nobody has said yet which one they read.
GREETING: Final = "ສະບາຍດີ! Sabaidee! Hello!"
PIN_DIGITS: Final = 4
PERSONAL: Final = ("contributions", "benefits", "claims", "book")
PAYING: Final = ("pay",)


class Home(Record):
    """entries: what the menu holds beyond what everybody has. name: only where several share the number.

    wanted: what was dialled behind the code, kept until it is known who dialled.
    """

    entries: tuple[str, ...] = ()
    members: tuple[MemberChoice, ...] = ()
    member: str = ""
    name: str = ""
    wanted: tuple[str, ...] = ()


def everything() -> Home:
    """All a caller can have, on a handset of six."""
    members = tuple(MemberChoice(f"m_{number}", "ພູ*** ຈັ***") for number in range(6))
    return Home(entries=PERSONAL + PAYING, members=members, name="ພູ*** ຈັ***")


def anybody() -> Home:
    """A caller whose number is not on file."""
    return Home(entries=("register",))


flow = Flow("home", Home, examples=(everything, anybody))


@flow.action
def welcome(record: Home, call: Call) -> Outcome:
    """What has to be asked before the menu, and the menu."""
    if not call.caller.reference:
        identify(call)
    caller = call.caller
    record.members = caller.members if len(caller.members) > 1 else ()
    if record.members and not caller.selected:
        # What could be a PIN keyed in advance is not kept.
        record.wanted = tuple(takewhile(lambda text: len(text) < PIN_DIGITS, call.dialled))
        call.dialled.clear()
        return choose_member
    # Asked after that: each of several may have a language on file.
    if not caller.language and not call.dialled:
        return ask_language
    record.name = caller.name if record.members else ""
    record.entries = tuple(entry for entry in PERSONAL if entry in caller.features)
    if "payments" in caller.features and "pay_other" in caller.features:
        record.entries += PAYING
    if record.entries in ((), PAYING) and not caller.members and "phone_registration" in caller.features:
        record.entries += ("register",)
    return main_menu


@flow.screen
def ask_language(record: Home) -> Menu:
    """The first dial, when no language is on file."""
    return language.languages(GREETING)


@flow.screen
def choose_member(record: Home) -> Menu:
    """Which of the members on this number; the screen shows no more than their masked names."""
    return Menu(
        # Translators: several people share this phone; each chooses himself.
        _("Who are you?"),
        *(Option(member.reference, member.name, select, {"member": member.reference}) for member in record.members),
    )


@flow.action
def select(record: Home, call: Call) -> Outcome:
    """Goes on as that member, with whatever was dialled behind the code."""
    if record.member != call.caller.selected:
        opened = call.backend.callers.select(call.caller.reference, record.member)
        speak_on_file(call, opened)
        note(call, opened)
    call.dialled[:0] = record.wanted
    return HOME


@flow.screen
def main_menu(record: Home) -> Menu:
    """The numbers are the same for everybody: they stand on posters as *149*1#."""
    entries = record.entries
    return Menu(
        greeting(record.name),
        Option("hospital", _("Hospital"), hospital.flow.start),
        when("contributions" in entries, Option("contributions", _("Months paid"), contributions.flow.start)),
        when("benefits" in entries, Option("benefits", _("Benefits"), benefits.flow.start)),
        # Translators: requests for money that the member has made at NSSO.
        when("claims" in entries, Option("claims", _("Claims"), claims.flow.start)),
        when("pay" in entries, Option("pay", _("Pay"), pay.flow.start)),
        # Translators: "my book" is all that NSSO holds about me, like the paper book of a member.
        when("book" in entries, Option("book", _("My book"), book.flow.start)),
        Option("settings", _("Settings"), preferences.flow.start),
        Option("help", _("Help"), help.flow.start),
        when("register" in entries, Option("register", _("Register my number"), registration.flow.start)),
        when(record.members, Option("another", _("I am someone else"), choose_member)),
    )


def greeting(name: str) -> str:
    """The heading; by masked name where several share the phone, so that each sees whose menu it is."""
    return _("Hello %(name)s! Social security here.", name=name) if name else _("Hello! Social security here.")
