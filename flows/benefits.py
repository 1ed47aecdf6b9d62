"""Benefits: likely, not yet or for NSSO to decide; how far, from when, what is paid, by which rule, and what if."""

from __future__ import annotations

from datetime import date

from backend_client.benefits import BenefitAssessment, BenefitState, BenefitType
from engine.call import Call
from engine.flow import Flow, Late, Level, Record, Step
from engine.screens import Menu, Option, when
from engine.text import N_, _
from flows import longest, what_if
from flows.as_of import local_day
from flows.benefit_rows import Row, all_answered, all_open, in_scheme, is_answered, is_open, row_label
from flows.benefit_words import benefit_name
from flows.rule_words import benefit_lines, condition_line, payment_lines, source_lines


class Benefits(Record):
    """rows: the list; chosen, one: the benefit that is read. asks: whether "what if" is offered; employed: with losing a job."""

    rows: tuple[Row, ...] = ()
    on: date = date(2026, 1, 1)
    chosen: BenefitType = BenefitType.OTHER
    one: BenefitAssessment | None = None
    asks: bool = False
    employed: bool = False


def all_unready() -> Benefits:
    """Every benefit there is, none ready, the chosen one with all that can be said."""
    one = longest.UNREADY
    return Benefits(rows=all_answered(), on=longest.DAY, chosen=one.type, one=one, asks=True, employed=True)


def nothing_known() -> Benefits:
    """Of every benefit only NSSO can tell."""
    return Benefits(rows=all_open())


def not_insured() -> Benefits:
    """A scheme with nothing in it."""
    return Benefits(rows=(Row(BenefitType.HEALTH_CARE, BenefitState.NOT_IN_SCHEME),))


flow = Flow("benefits", Benefits, title=N_("Benefits"), examples=(all_unready, nothing_known, not_insured))


@flow.action(level=Level.PIN, late=Late.READY)
def look_up(record: Benefits, call: Call) -> Step:
    """Asks the backend for every benefit of the scheme."""
    listed = call.backend.benefits.all()
    record.rows = tuple(Row(one.type, one.state, one.have, one.need, one.unit) for one in listed.items)
    record.on = local_day(listed.as_of)
    record.asks = "what_if" in call.caller.features
    record.employed = "employee" in call.caller.classes
    return show_benefits


@flow.screen
def show_benefits(record: Benefits) -> Menu:
    """Those with an answer, each with how it stands; the others behind the last two options, so that the list stays short."""
    return Menu(
        _("NSSO decides on every claim."),
        *(when(is_answered(row), Option(row.type, row_label(row), read, save={"chosen": row.type})) for row in record.rows),
        when(any(map(is_open, record.rows)), Option("open", _("Other benefits"), show_open)),
        when(not all(map(in_scheme, record.rows)), Option("others", _("Not in your scheme"), show_others)),
    )


@flow.screen
def show_open(record: Benefits) -> Menu:
    """Those of which only NSSO can tell."""
    return Menu(
        # Translators: above a list of benefits.
        _("Only NSSO can tell:"),
        *(when(is_open(row), Option(row.type, benefit_name(row.type), read, save={"chosen": row.type})) for row in record.rows),
    )


@flow.screen
def show_others(record: Benefits) -> Menu:
    """What other members have."""
    names = ", ".join(benefit_name(row.type) for row in record.rows if not in_scheme(row))
    return Menu(_("Not in your scheme: %(benefits)s. Ask 021 243725", benefits=names))


@flow.action(level=Level.PIN, late=Late.READY)
def read(record: Benefits, call: Call) -> Step:
    """Asks the backend for one benefit."""
    record.one = call.backend.benefits.one(record.chosen).assessment
    return show_benefit


@flow.screen
def show_benefit(record: Benefits) -> Menu:
    """How it stands and from when; what to know about it is one key away."""
    one = record.one
    return Menu(
        "\n".join(benefit_lines(one, record.on)) if one else _("NSSO decides."),
        # Translators: what becomes of the benefit if something happens.
        when(record.asks and one, Option("what_if", _("What if ..."), what_if.flow.enter(question(record)))),
        # Translators: how much money the benefit pays.
        Option("payment", _("How much"), show_payment),
        Option("rule", _("The rule"), show_rule),
        Option("appeal", _("If NSSO says no"), show_appeal),
    )


@flow.screen
def show_payment(record: Benefits) -> Menu:
    """What the rule pays."""
    return Menu("\n".join([benefit_name(record.chosen), *payment_lines(record.one.payment if record.one else None)]))


@flow.screen
def show_rule(record: Benefits) -> Menu:
    """What the rule asks for, with how much of it is there, and where it was read."""
    one = record.one
    lines = [benefit_name(record.chosen), *filter(None, map(condition_line, one.conditions if one else ()))]
    if one:
        lines += source_lines(one)
    return Menu("\n".join([*lines, _("NSSO decides.")]))


@flow.screen
def show_appeal(record: Benefits) -> Menu:
    """How to appeal, before there is anything to appeal against."""
    lines = [
        benefit_name(record.chosen),
        _("If NSSO says no, ask why and appeal. Claims in the main menu shows the reason and until when. Help: 021 243725"),
    ]
    return Menu("\n".join(lines))


def question(record: Benefits) -> what_if.Question:
    """What "what if" needs to know."""
    return what_if.Question(benefit=record.chosen, unit=record.one.unit if record.one else "none", employed=record.employed)
