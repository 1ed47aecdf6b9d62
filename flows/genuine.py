"""Is this SMS really from LSSO? The code on its last line tells."""

from __future__ import annotations

from datetime import date

from engine.call import Call
from engine.codes import DAYS, LENGTH, LETTERS
from engine.flow import Flow, Record, Step
from engine.formats import day
from engine.graphemes import clean, fold_digits
from engine.parsers import Invalid
from engine.screens import Ask, Menu
from engine.text import N_, _


class Genuine(Record):
    """code: as typed. sent_on: when it was sent to this number, None when it was not."""

    code: str = ""
    sent_on: date | None = None


def sent() -> Genuine:
    """An SMS of ours, on the longest day."""
    return Genuine(code="WXMW", sent_on=date(2026, 12, 28))


flow = Flow("genuine", Genuine, title=N_("Is an SMS from LSSO?"), examples=(sent, Genuine))


def sms_code(text: str) -> str | Invalid:
    """Four letters and digits, however they are written."""
    letters = "".join(fold_digits(clean(text)).split()).upper()
    if len(letters) != LENGTH or any(letter not in LETTERS for letter in letters):
        return Invalid(_("The code is the last line of the SMS, such as K7XM."))
    return letters


@flow.screen
def ask_code(record: Genuine) -> Ask:
    """The code."""
    return Ask(_("Is an SMS really from LSSO? Type the 4 letters or digits of its last line."), sms_code, check, save="code")


@flow.action
def check(record: Genuine, call: Call) -> Step:
    """Asks whether it was sent to the number that calls."""
    record.sent_on = call.genuine(call.person, record.code)
    return show_answer


@flow.screen
def show_answer(record: Genuine) -> Menu:
    """Yes and when, or no and what to do."""
    if record.sent_on:
        return Menu(_("Yes: LSSO sent it to this number on %(day)s. Tell nobody your PIN.", day=day(record.sent_on)))
    return Menu(
        # Translators: of an SMS that somebody else sent in our name, to deceive.
        _("No: LSSO sent no such code to this number in %(days)s days. Do not do what it says. Ask 021 243725", days=DAYS)
    )
