"""How to join: who can, what it costs, and a request to be rung."""

from __future__ import annotations

from backend_client.reference import ContributionScheme
from backend_client.shapes import MemberClass, Money
from engine.call import Call
from engine.flow import Flow, Record, Step
from engine.formats import money
from engine.screens import Menu, Option, when
from engine.text import N_, _
from flows import cases, longest


class Joining(Record):
    """percent: of the income declared; lowest: a month. Both as the institution has them today."""

    percent: str = ""
    lowest: Money | None = None
    cases: bool = False


def complete() -> Joining:
    """With figures."""
    return Joining(percent="9.5", lowest=longest.MONEY, cases=True)


flow = Flow("joining", Joining, title=N_("How to join"), examples=(complete, Joining))


@flow.action
def look_up(record: Joining, call: Call) -> Step:
    """What voluntary members pay today."""
    record.cases = "cases" in call.caller.features
    for scheme in call.backend.reference.contribution_schemes().items:
        if is_voluntary(scheme) and in_force(scheme, call):
            record.percent = f"{scheme.member_percent:g}" if scheme.member_percent else ""
            record.lowest = scheme.lowest_payment
    return show_conditions


@flow.screen
def show_conditions(record: Joining) -> Menu:
    """Who can join and what it costs; whether somebody may is for NSSO to say."""
    return Menu(
        "\n".join((_("You can join from age 15 to 60; NSSO decides."), cost(record))).strip(),
        when(record.cases, Option("join", _("I want to join: ring me"), cases.send_request("join"))),
        when(record.cases, Option("question", _("Ask a question"), cases.about("question"))),
    )


def cost(record: Joining) -> str:
    """A month's contribution, as far as it is known."""
    if record.percent and record.lowest:
        lowest = money(record.lowest.whole)
        return _("You pay %(percent)s%% of your income, at least %(amount)s a month.", percent=record.percent, amount=lowest)
    return _("What it costs: 021 243725.")


def is_voluntary(scheme: ContributionScheme) -> bool:
    """The Lao scheme for those without an employer."""
    return scheme.profile == "la" and scheme.member_class is MemberClass.VOLUNTARY


def in_force(scheme: ContributionScheme, call: Call) -> bool:
    """Whether its figures hold today."""
    return scheme.effective_from <= call.today and (scheme.effective_to is None or call.today <= scheme.effective_to)
