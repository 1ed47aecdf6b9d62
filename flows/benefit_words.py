"""Benefits by name, and how somebody stands with one: likely, not yet, or for NSSO to decide; never more."""

from __future__ import annotations

from datetime import date
from typing import Final

from backend_client.benefits import BenefitState, BenefitType
from engine.formats import month
from engine.text import N_, _

NAMES: Final = {
    # Translators: kinds of benefit; each stands in a list before a colon, so as short as it can be.
    BenefitType.HEALTH_CARE: N_("Health care"),
    # Translators: money while one is ill.
    BenefitType.SICKNESS: N_("Sickness"),
    # Translators: money while on leave for a birth.
    BenefitType.BIRTH: N_("Birth"),
    # Translators: one payment for a birth.
    BenefitType.BIRTH_GRANT: N_("Birth grant"),
    BenefitType.MISCARRIAGE: N_("Miscarriage"),
    BenefitType.CHILD_ALLOWANCE: N_("Child allowance"),
    BenefitType.UNEMPLOYMENT: N_("Unemployment"),
    BenefitType.WORK_INJURY: N_("Work accident"),
    BenefitType.DISABILITY: N_("Disability"),
    # Translators: the old-age pension.
    BenefitType.OLD_AGE: N_("Old age"),
    # Translators: the payment for a funeral.
    BenefitType.DEATH: N_("Funeral grant"),
    # Translators: money for the family of a member who died.
    BenefitType.SURVIVORS: N_("Survivors"),
    BenefitType.OTHER: N_("Other benefit"),
}


def benefit_name(benefit: BenefitType) -> str:
    """The benefit, as a heading."""
    return _(NAMES[benefit])


def progress(have: int | None, need: int | None, unit: str) -> str:
    """How much of what is needed is there: "8 of 9 months"; "" where nothing is counted."""
    if have is None or need is None:
        return ""
    match unit:
        case "months":
            return _("%(have)s of %(need)s months", have=have, need=need)
        case "years":
            return _("%(have)s of %(need)s years", have=have, need=need)
        case "days":
            return _("%(have)s of %(need)s days", have=have, need=need)
        case _:
            return ""


def in_a_word(state: BenefitState, have: int | None, need: int | None, unit: str) -> str:
    """For a list: how far, or how it stands."""
    match state:
        case BenefitState.LIKELY:
            # Translators: the benefit would probably be granted.
            return _("likely")
        case BenefitState.NOT_YET:
            return progress(have, need, unit) or _("not yet")
        case BenefitState.NOT_IN_SCHEME:
            return _("not in your scheme")
        case _:
            return _("NSSO decides")


def standing(state: BenefitState, have: int | None, need: int | None, unit: str) -> str:
    """For a page: how it stands, and how much of what is needed is there."""
    word = in_a_word(state, have, need, unit)
    if state is BenefitState.NOT_YET and progress(have, need, unit):
        return _("not yet, %(progress)s", progress=word)
    if state is BenefitState.LIKELY and have is not None and need is not None:
        return _("likely (%(progress)s)", progress=progress(min(have, need), need, unit)) if unit != "none" else word
    return word


def ready_line(ready_on: date | None) -> list[str]:
    """From when, if every month is paid."""
    # Translators: the benefit becomes likely in this month.
    return [_("Ready %(month)s if each month is paid.", month=month(f"{ready_on:%Y-%m}"))] if ready_on else []
