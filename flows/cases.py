"""Cases: a question, a complaint, praise, the wish to join or to be called back, and how far each is."""

from __future__ import annotations

from datetime import date
from typing import Final

from backend_client.cases import CaseState
from engine.call import Call
from engine.flow import Enter, Flow, Late, Record, Step
from engine.formats import day
from engine.parsers import free_text
from engine.screens import Ask, Menu, Option
from engine.text import N_, _
from flows import longest
from flows.references import reference

# What the backend takes; a USSD line carries less.
LONGEST_TEXT: Final = 1000


class Request(Record):
    """kind: the contract's word. text: in the caller's words, forgotten once sent. language: to be called back in.

    number: a wallet's transaction number that goes with the words. payment: the reference of the payment it is about.
    """

    kind: str = "question"
    text: str = ""
    language: str = ""
    reference: str = ""
    state: CaseState = CaseState.RECEIVED
    answer_by: date = date.min
    number: str = ""
    payment: str = ""


def praise() -> Request:
    """Praise, not sent yet."""
    return Request(kind="praise", reference=longest.REFERENCE, state=CaseState.IN_PROGRESS, answer_by=longest.DAY)


def complaint() -> Request:
    """A complaint that was answered."""
    return Request(kind="complaint", reference=longest.REFERENCE, state=CaseState.ANSWERED, answer_by=longest.DAY)


def question() -> Request:
    """A question that NSSO has just got."""
    return Request(reference=longest.REFERENCE, answer_by=longest.DAY)


flow = Flow("cases", Request, title=N_("Question to NSSO"), examples=(praise, complaint, question))


@flow.screen
def ask_words(record: Request) -> Ask:
    """In whatever language and script the caller writes."""
    return Ask(asking(record.kind), free_text(LONGEST_TEXT), send, save="text")


@flow.screen
def choose_language(record: Request) -> Menu:
    """Who does not read is rung, in a language they speak."""
    return Menu(
        _("NSSO rings you back. In which language?"),
        Option("lo", _("Lao"), send, {"kind": "call_back", "language": "lo"}),
        Option("hmn", _("Hmong"), send, {"kind": "call_back", "language": "hmn"}),
        Option("kjg", _("Khmu"), send, {"kind": "call_back", "language": "kjg"}),
    )


@flow.action
def send(record: Request, call: Call) -> Step:
    """Opens the case."""
    text = f"{record.number}: {record.text}"[:LONGEST_TEXT] if record.number else record.text
    case = call.backend.cases.open(record.kind, text, language=record.language, about_ref=record.payment)
    record.reference, record.answer_by = case.ref, case.answer_by
    record.text = record.number = ""
    return show_sent


@flow.screen(closes=True)
def show_sent(record: Request) -> Menu:
    """The number to come back with."""
    if record.kind == "praise":
        return Menu(_("Thank you! That is good to hear. Case number: %(reference)s", reference=record.reference))
    return Menu(
        _(
            "Thank you. NSSO gets back to you by %(day)s. Case number: %(reference)s",
            day=day(record.answer_by),
            reference=record.reference,
        )
    )


@flow.screen
def ask_reference(record: Request) -> Ask:
    """Which case."""
    return Ask(_("Your case number: 10 digits."), reference, look_up, save="reference")


@flow.action(late=Late.WORDS)
def look_up(record: Request, call: Call) -> Step:
    """Asks how far it is; never what was written in it."""
    case = call.backend.cases.read(record.reference)
    record.state, record.answer_by = case.state, case.answer_by
    return show_state


@flow.screen
def show_state(record: Request) -> Menu:
    """How far it is."""
    return Menu(standing(record))


def about(kind: str, *, number: str = "", payment: str = "") -> Enter:
    """The way into this flow for one kind of case; the desk reads the number before the words, and finds the payment by its reference."""
    return flow.enter(Request(kind=kind, number=number, payment=payment), ask_words)


def send_request(kind: str) -> Enter:
    """The way into this flow for a wish that needs no words."""
    return flow.enter(Request(kind=kind), send)


def asking(kind: str) -> str:
    """For the caller's words."""
    if kind == "complaint":
        return _("What went wrong? Type it in your own words.")
    return _("What was good? Type it in your own words.") if kind == "praise" else _("What is your question? Type it in your own words.")


def standing(record: Request) -> str:
    """How far a case is, and when an answer is due."""
    number = record.reference
    if record.state is CaseState.ANSWERED:
        return _("Case %(reference)s: answered. No answer reached you? Call 021 243725.", reference=number)
    if record.state is CaseState.CLOSED:
        return _("Case %(reference)s: closed.", reference=number)
    if record.state is CaseState.IN_PROGRESS:
        return _("Case %(reference)s: being worked on. Answer by %(day)s.", reference=number, day=day(record.answer_by))
    return _("Case %(reference)s: received. Answer by %(day)s.", reference=number, day=day(record.answer_by))
