"""Where a claim stands, in words: its state, its money, its dates, what to do next, and how to appeal."""

from __future__ import annotations

from datetime import date
from typing import Final

from backend_client.claims import Claim, ClaimState, NextStep
from engine.formats import day
from engine.text import N_, _
from flows.amounts import amount
from flows.documents import listed

STATES: Final = {
    # Translators: the state of a claim, after the name of the benefit; as short as it can be.
    ClaimState.RECEIVED: N_("received"),
    ClaimState.IN_REVIEW: N_("being checked"),
    ClaimState.NEED_DOCUMENTS: N_("papers needed"),
    ClaimState.APPROVED: N_("approved"),
    ClaimState.PAID: N_("paid out"),
    ClaimState.REJECTED: N_("not approved"),
    ClaimState.APPEALED: N_("appeal received"),
    ClaimState.OTHER: N_("ask NSSO"),
}
REASONS: Final = {
    "too_few_months": N_("Reason: too few months paid."),
    "too_late": N_("Reason: claimed too late."),
    "not_covered": N_("Reason: not covered then."),
    "documents_missing": N_("Reason: papers missing."),
}
OTHER_REASON: Final = N_("Reason: ask 021 243725")
STEPS: Final = {
    NextStep.WAIT: N_("Nothing to do: NSSO is working on it."),
    NextStep.WAIT_FOR_TRANSFER: N_("Nothing to do: the money is transferred to you."),
    NextStep.ASK_OFFICE: N_("Next: ask NSSO, 021 243725"),
}


def state_name(state: ClaimState) -> str:
    """The state, after the name of the benefit."""
    return _(STATES[state])


def money_line(claim: Claim) -> list[str]:
    """How much, and when it is or was paid."""
    if not claim.amount:
        return [_("Paid %(day)s.", day=day(claim.paid_on))] if claim.paid_on else []
    money = amount(claim.amount)
    if claim.paid_on:
        return [_("%(amount)s, paid %(day)s.", amount=money, day=day(claim.paid_on))]
    if claim.pay_on:
        return [_("%(amount)s, to be paid %(day)s.", amount=money, day=day(claim.pay_on))]
    return [_("Amount: %(amount)s.", amount=money)]


def date_lines(claim: Claim) -> list[str]:
    """When it was filed and decided."""
    lines = [_("Filed %(day)s.", day=day(claim.filed_on))]
    if claim.decided_on and claim.state in {ClaimState.APPROVED, ClaimState.PAID}:
        lines.append(_("Approved %(day)s.", day=day(claim.decided_on)))
    elif claim.decided_on:
        lines.append(_("Decided %(day)s.", day=day(claim.decided_on)))
    return lines


def next_lines(claim: Claim, on: date) -> list[str]:
    """The reason of a refusal, papers still missing, and what to do, seen from the day `on`."""
    lines = [_(REASONS.get(claim.rejected_because, OTHER_REASON))] if claim.rejected_because else []
    if claim.documents:
        lines.append(_("Bring to NSSO: %(documents)s.", documents=listed(claim.documents)))
    if claim.state is ClaimState.REJECTED:
        return [*lines, appeal_line(claim.appeal_until, on)]
    return lines + ([_(STEPS[claim.next_step])] if claim.next_step in STEPS else [])


def appeal_line(until: date | None, on: date) -> str:
    """Every refusal says how to appeal, with a number, and until when."""
    if until is None:
        return _("You may appeal: call 021 243725")
    if until < on:
        return _("The time to appeal ended %(day)s. Ask 021 243725", day=day(until))
    return _("You may appeal until %(day)s: here, or call 021 243725", day=day(until))
