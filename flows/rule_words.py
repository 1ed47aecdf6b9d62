"""What a rule asks for, pays, and until when one may claim: dated data of the backend in words."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from backend_client.benefits import BenefitAssessment, BenefitCondition, BenefitPayment, ClaimDeadline
from engine.formats import day
from engine.text import N_, _
from flows.amounts import amount
from flows.as_of import as_of
from flows.benefit_words import benefit_name, ready_line, standing

EVENTS: Final = {
    # Translators: what happened; completes "Claim within 365 days of ...".
    "job_loss": N_("losing the job"),
    "birth": N_("the birth"),
    "death": N_("the death"),
    "illness": N_("the illness"),
    "injury": N_("the accident"),
    "retirement": N_("retiring"),
}
OTHER_EVENT: Final = N_("the event")
WAGES: Final = {
    # Translators: completes "60% of ...".
    "insured_wage": N_("the insured wage"),
    "average_wage": N_("the average wage"),
    "capped_wage": N_("the wage up to the ceiling"),
}
OTHER_WAGE: Final = N_("the wage")
# The backend tells its source in English only: of that the number of a law or a notice reads alike in every language.
LAW: Final = re.compile(r"\b(\d+)/NA (\d{4})")
NOTICE: Final = re.compile(r"\bnotice (\d+)")
OWN_PAGES: Final = "NSSO pages"


def benefit_lines(benefit: BenefitAssessment, on: date) -> list[str]:
    """The answer, the countdown, the deadline seen from the day `on`, and who decides."""
    how = standing(benefit.state, benefit.have, benefit.need, benefit.unit)
    lines = [_("%(benefit)s: %(standing)s.", benefit=benefit_name(benefit.type), standing=how), *ready_line(benefit.ready_on)]
    if benefit.claim_deadline:
        lines.append(deadline_line(benefit.claim_deadline, on))
    return [*lines, _("NSSO decides."), as_of(on)]


def deadline_line(deadline: ClaimDeadline, on: date) -> str:
    """Until when one may claim, seen from the day `on`."""
    if deadline.last_day is None:
        event = _(EVENTS.get(deadline.event, OTHER_EVENT))
        return _("Claim within %(days)s days of %(event)s.", days=deadline.days, event=event)
    if deadline.last_day < on:
        return _("The time to claim ended %(day)s. Ask 021 243725", day=day(deadline.last_day))
    return _("Claim by %(day)s.", day=day(deadline.last_day))


def payment_lines(payment: BenefitPayment | None) -> list[str]:
    """What the rule pays, never a promise."""
    lines = []
    if payment and payment.percent is not None:
        wage = _(WAGES.get(payment.of or "", OTHER_WAGE))
        lines.append(_("Pays %(percent)s%% of %(wage)s.", percent=f"{payment.percent:g}", wage=wage))
    if payment and payment.per_month:
        lines.append(_("About %(amount)s a month.", amount=amount(payment.per_month)))
    if payment and payment.flat:
        lines.append(_("Pays %(amount)s.", amount=amount(payment.flat)))
    if payment and payment.max_days:
        lines.append(_("For up to %(days)s days.", days=payment.max_days))
    return [*lines, _("NSSO decides the amount.")]


def condition_line(condition: BenefitCondition) -> str:
    """One thing a rule asks for, with how much of it is there; "" for what is told elsewhere."""
    have, need, window = condition.have, condition.need, condition.window_months
    if need is None:
        return ""
    match condition.rule_type:
        case "age_by_sex":
            return _("Age %(need)s: you are %(have)s", need=need, have=have) if have is not None else _("Age %(need)s", need=need)
        case "n_of_last_m_months" if have is not None:
            return _("%(need)s of the last %(window)s months: you have %(have)s", need=need, window=window, have=have)
        case _ if have is not None and condition.unit == "years":
            return _("%(need)s years paid: you have %(have)s", need=need, have=have)
        case _ if have is not None and condition.unit == "months":
            return _("%(need)s months paid: you have %(have)s", need=need, have=have)
        case _:
            return ""


def source_lines(benefit: BenefitAssessment) -> list[str]:
    """Where the rule was read, and whether NSSO has confirmed it."""
    lines = [source_line(benefit.source or "")]
    return lines if benefit.confirmed else [*lines, _("NSSO has not confirmed this rule yet.")]


def source_line(source: str) -> str:
    """The law or the notice by its number; whom to ask where it has none."""
    if law := LAW.search(source):
        # Translators: a law of the National Assembly by its number and year, such as 54/NA 2018.
        return _("Law %(number)s/NA %(year)s", number=law[1], year=law[2])
    if notice := NOTICE.search(source):
        return _("NSSO notice %(number)s", number=notice[1])
    # Translators: where the rule was read: what NSSO published before the law of 2018.
    return _("Source: earlier NSSO pages") if OWN_PAGES in source else _("Source: ask 021 243725")
