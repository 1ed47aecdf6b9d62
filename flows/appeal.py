"""An appeal against a refused claim: confirmed, then a case with a number (row 12)."""

from __future__ import annotations

from datetime import date

from backend_client.benefits import BenefitType
from engine.call import Call
from engine.flow import Flow, Level, Record, Step
from engine.formats import day
from engine.screens import Menu, Option
from engine.text import N_, _
from flows import longest
from flows.benefit_words import benefit_name


class Appeal(Record):
    """claim: the reference of the refused claim. case, answer_by: what it became."""

    claim: str = ""
    benefit: BenefitType = BenefitType.OTHER
    case: str = ""
    answer_by: date | None = None


def received() -> Appeal:
    """All of it known."""
    return Appeal(claim=longest.REFERENCE, benefit=BenefitType.CHILD_ALLOWANCE, case=longest.REFERENCE, answer_by=longest.DAY)


def unknown() -> Appeal:
    """Nothing known."""
    return Appeal()


flow = Flow("appeal", Appeal, title=N_("Appeal"), examples=(received, unknown))


@flow.screen(live=True)
def confirm(record: Appeal) -> Menu:
    """Before a case is opened."""
    return Menu(
        _("%(benefit)s: ask NSSO to look at it again? You get a case number.", benefit=benefit_name(record.benefit)),
        Option("appeal", _("Yes, appeal"), open_case),
    )


@flow.action(level=Level.PIN)
def open_case(record: Appeal, call: Call) -> Step:
    """Opens the case about the claim."""
    case = call.backend.cases.open("appeal", about_ref=record.claim, language=call.caller.language)
    record.case, record.answer_by = case.ref, case.answer_by
    return show_case


@flow.screen(closes=True)
def show_case(record: Appeal) -> Menu:
    """The number to dictate, and when to expect an answer."""
    lines = [_("Appeal received. Case number: %(reference)s", reference=record.case)]
    if record.answer_by:
        lines.append(_("Answer by %(day)s.", day=day(record.answer_by)))
    return Menu("\n".join([*lines, _("Questions: 021 243725")]))
