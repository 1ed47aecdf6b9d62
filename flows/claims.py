"""Where my claims stand: amount, dates, what to do next, and how to appeal."""

from __future__ import annotations

from datetime import date

import msgspec

from backend_client.benefits import BenefitType
from backend_client.claims import Claim, ClaimState, NextStep
from engine.call import Call
from engine.flow import Flow, Late, Level, Record, Step
from engine.screens import Menu, Option, when
from engine.text import N_, _
from flows import appeal, longest
from flows.as_of import as_of, local_day
from flows.benefit_words import benefit_name
from flows.claim_words import date_lines, money_line, next_lines, state_name


class Row(msgspec.Struct, frozen=True):
    """One claim in the list."""

    reference: str
    type: BenefitType
    state: ClaimState


class Claims(Record):
    """rows: newest first. chosen, one, on: the claim that is read, as of that day."""

    rows: tuple[Row, ...] = ()
    chosen: str = ""
    one: Claim | None = None
    on: date = date(2026, 1, 1)


def refused() -> Claims:
    """Many claims; the chosen one refused for its papers, with all dates and an amount."""
    one = Claim(
        ref=longest.REFERENCE,
        type=BenefitType.CHILD_ALLOWANCE,
        state=ClaimState.REJECTED,
        for_self=False,
        amount=longest.MONEY,
        filed_on=longest.DAY,
        decided_on=longest.DAY,
        next_step=NextStep.APPEAL,
        documents=longest.DOCUMENTS,
        rejected_because="too_few_months",
        appeal_until=longest.DAY,
    )
    rows = tuple(Row(f"40000000{n:02}", one.type, ClaimState.IN_REVIEW) for n in range(12, 21))
    return Claims(rows=rows, chosen=one.ref, one=one, on=longest.DAY)


def none_filed() -> Claims:
    """No claim."""
    return Claims()


flow = Flow("claims", Claims, title=N_("Claims"), examples=(refused, none_filed))


@flow.action(level=Level.PIN, late=Late.READY)
def look_up(record: Claims, call: Call) -> Step:
    """Asks the backend for every claim; with a single one its page comes at once."""
    record.rows = tuple(Row(one.ref, one.type, one.state) for one in call.backend.claims.all().items)
    if len(record.rows) == 1:
        record.chosen = record.rows[0].reference
        return read
    return show_claims


@flow.screen
def show_claims(record: Claims) -> Menu:
    """Each with its state, newest first."""
    if not record.rows:
        return Menu(_("You have no claim at NSSO. To claim, ask 021 243725"))
    rows = (
        Option(row.reference, f"{benefit_name(row.type)}: {state_name(row.state)}", read, save={"chosen": row.reference})
        for row in record.rows
    )
    return Menu(_("Your claims:"), *rows)


@flow.action(level=Level.PIN, late=Late.READY)
def read(record: Claims, call: Call) -> Step:
    """Asks the backend for one claim."""
    answer = call.backend.claims.one(record.chosen)
    record.one, record.on = answer.claim, local_day(answer.as_of)
    return show_claim


@flow.screen
def show_claim(record: Claims) -> Menu:
    """The state and the money first, then what to do, then the dates."""
    one = record.one
    if one is None:
        return Menu(_("You have no claim at NSSO. To claim, ask 021 243725"))
    return Menu(
        "\n".join([heading(one), *money_line(one), *next_lines(one, record.on), *date_lines(one), as_of(record.on)]),
        when(may_appeal(one, record.on), Option("appeal", _("Appeal"), appeal.flow.enter(appeal.Appeal(claim=one.ref, benefit=one.type)))),
    )


def heading(claim: Claim) -> str:
    """Which benefit, for whom, how it stands."""
    # Translators: a claim for somebody of the member's family.
    name = benefit_name(claim.type) if claim.for_self else _("%(benefit)s (family)", benefit=benefit_name(claim.type))
    return _("%(benefit)s: %(standing)s.", benefit=name, standing=state_name(claim.state))


def may_appeal(claim: Claim, on: date) -> bool:
    """Refused, and the time is not over."""
    return claim.state is ClaimState.REJECTED and (claim.appeal_until is None or claim.appeal_until >= on)
