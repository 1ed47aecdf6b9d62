"""Help: whom to ring, where to go, what to ask."""

from __future__ import annotations

from backend_client.errors import Unavailable
from engine.call import Call
from engine.flow import Flow, Record, Step
from engine.formats import phone
from engine.screens import Menu, Option, when
from engine.text import N_, _
from flows import cases, genuine, joining, offices
from flows.names import named


class Help(Record):
    """contacts: by their names, when the institution changed what its notice says."""

    cases: bool = False
    contacts: tuple[tuple[str, tuple[str, ...]], ...] = ()


def complete() -> Help:
    """Everything, with a long contact."""
    return Help(cases=True, contacts=((("ພະແນກຂໍ້ມູນ-ຂ່າວສານ ແລະ ເທັກໂນໂລຢີ"), ("+8562077982994", "+85621243725")),))


flow = Flow("help", Help, title=N_("Help"), examples=(complete, Help))


@flow.action
def open_help(record: Help, call: Call) -> Step:
    """Looks what can be asked for here."""
    record.cases = "cases" in call.caller.features
    return show_help


@flow.screen
def show_help(record: Help) -> Menu:
    """The numbers are the same for everybody."""
    return Menu(
        _("Help"),
        Option("contacts", _("Phone numbers"), look_up_contacts),
        Option("offices", _("Offices"), offices.flow.start),
        when(record.cases, Option("question", _("Ask a question"), cases.about("question"))),
        when(record.cases, Option("call_back", _("Call me back"), cases.choose_language)),
        Option("joining", _("How to join"), joining.flow.start),
        when(record.cases, Option("status", _("My case: how far?"), cases.ask_reference)),
        when(record.cases, Option("complaint", _("Complain"), cases.about("complaint"))),
        when(record.cases, Option("praise", _("Praise"), cases.about("praise"))),
        Option("genuine", _("Is an SMS from LSSO?"), genuine.flow.start),
    )


@flow.action
def look_up_contacts(record: Help, call: Call) -> Step:
    """Asks the institution; a caller who needs a number gets one also when it does not answer."""
    try:
        record.contacts = tuple((named(contact.name), contact.phones) for contact in call.backend.reference.contacts().items)
    except Unavailable:
        record.contacts = ()
    return show_contacts


@flow.screen
def show_contacts(record: Help) -> Menu:
    """Whom to ring."""
    if not record.contacts:
        return Menu(notice())
    return Menu("\n".join(contact(name, tuple(map(phone, phones))) for name, phones in record.contacts))


def notice() -> str:
    """As in notice 0425."""
    return "\n".join(
        (
            # Translators: the Registration and Contributions Division of NSSO.
            contact(_("Registration and contributions"), ("021 243725", "020 76092556", "020 59641659")),
            # Translators: the Data, Information and Technology Division of NSSO.
            contact(_("Data and technology"), ("020 77982994",)),
        )
    )


def contact(name: str, phones: tuple[str, ...]) -> str:
    """Each number on a line of its own, to be read aloud or copied."""
    return "\n".join((f"{name}:", *phones))
