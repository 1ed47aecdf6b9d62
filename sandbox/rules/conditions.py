"""The thresholds: months, age, years of service, each with how much there is, how much it takes, and when it is reached."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import assert_never

from msgspec import structs

from sandbox.rules.insured import Finding
from sandbox.rules.months import Month, PaidMonths, first_day, plus_months
from sandbox.rules.question import Question
from sandbox.rules.rule import AgeBySex, AtLeastNMonths, NOfLastMMonths, Rule, YearsWithReduction

Threshold = NOfLastMMonths | AtLeastNMonths | YearsWithReduction | AgeBySex


def thresholds(question: Question) -> list[Threshold]:
    """In the order in which they decide: months before age, because months are what a member can do something about."""
    return [
        *question.rules(NOfLastMMonths),
        *question.rules(AtLeastNMonths),
        *question.rules(YearsWithReduction),
        *question.rules(AgeBySex),
    ]


def find(rule: Threshold, question: Question) -> Finding:
    match rule:
        case NOfLastMMonths():
            return _in_window(rule, question)
        case AtLeastNMonths():
            return _in_all(rule, rule.months, question)
        case YearsWithReduction():
            return _years_of_service(rule, question)
        case AgeBySex():
            return _age(rule, question)
        case _:
            assert_never(rule)


def reduction(question: Question) -> Decimal | None:
    """Percent taken off a pension that is reached before the full years; None where no such rule applies."""
    for rule in question.rules(YearsWithReduction):
        years = question.insured.paid.through(question.reference) // 12
        return max(0, rule.full_years - years) * rule.percent_per_year
    return None


def _in_window(rule: NOfLastMMonths, question: Question) -> Finding:
    paid, reference = question.insured.paid, question.reference
    have = paid.in_last(rule.window_months, reference)
    return _finding(
        rule,
        met=have >= rule.months,
        have=have,
        need=rule.months,
        window_months=rule.window_months,
        ready_on=_window_ready(rule, paid, reference),
    )


def _window_ready(rule: NOfLastMMonths, paid: PaidMonths, reference: Month) -> date:
    # So many months paid in a row fill any window: the search always ends.
    for later in range(rule.months + 1):
        kept_up = paid.with_months(reference, reference + later - 1)
        if kept_up.in_last(rule.window_months, Month(reference + later)) >= rule.months:
            return first_day(reference + later)
    raise AssertionError(rule.id)


def _in_all(rule: Rule, need: int, question: Question) -> Finding:
    paid, reference = question.insured.paid, question.reference
    have = paid.through(reference)
    # The month that runs may be among those still to pay, and counts from the first day of the next.
    next_unpaid = reference + (reference in paid)
    ready_on = first_day(next_unpaid + need - have)
    return _finding(rule, met=have >= need, have=have, need=need, ready_on=ready_on)


def _years_of_service(rule: YearsWithReduction, question: Question) -> Finding:
    finding = _in_all(rule, rule.minimum_years * 12, question)
    return structs.replace(finding, have=(finding.have or 0) // 12, need=rule.minimum_years, unit="years")


def _age(rule: AgeBySex, question: Question) -> Finding:
    insured = question.insured
    by_sex = {"male": rule.male, "female": rule.female}
    need = by_sex[insured.sex] if insured.sex else max(by_sex.values())
    if insured.born is None:
        return _finding(rule, met=False, need=need, unit="years")
    birthday = plus_months(insured.born, need * 12)
    have = question.day.year - insured.born.year - ((question.day.month, question.day.day) < (insured.born.month, insured.born.day))
    return _finding(rule, met=question.day >= birthday, have=have, need=need, unit="years", ready_on=birthday)


def _finding(
    rule: Rule,
    *,
    met: bool,
    need: int,
    have: int | None = None,
    unit: str = "months",
    window_months: int | None = None,
    ready_on: date | None = None,
) -> Finding:
    return Finding(
        rule_id=rule.id,
        rule_type=rule.type_name,
        source=rule.source,
        confirmed=not rule.unconfirmed,
        met=met,
        have=have,
        need=need,
        unit="years" if unit == "years" else "months",
        window_months=window_months,
        ready_on=None if met else ready_on,
    )
