"""What a rule would pay: a share of the average of the last wages, each capped by the rule of its own month, or a flat sum."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from sandbox.rules.insured import Payment
from sandbox.rules.months import Month, first_day
from sandbox.rules.question import Question
from sandbox.rules.rule import CapFloor, FlatAmount, RateOfAverageLastK


def payments(question: Question) -> tuple[Payment, ...]:
    """Several only when the event decides between them (laid off, resigned) and none is on file."""
    shares = [_share(rule, question) for rule in question.rules(RateOfAverageLastK)]
    return (*shares, *(_flat(rule, question) for rule in question.rules(FlatAmount)))


def _share(rule: RateOfAverageLastK, question: Question) -> Payment:
    wages = question.insured.paid.last_wages(rule.last_months, question.reference)
    capped = [_insured_wage(question, month, wage) for month, wage in wages]
    average = sum(capped, Decimal()) / len(capped) if capped else Decimal()
    return Payment(
        rule_id=rule.id,
        percent=rule.percent,
        of="capped_wage" if capped != [wage for _, wage in wages] else "average_wage",
        max_days=rule.up_to_days,
        per_month=_rounded(average * rule.percent / 100, question.profile.decimals) if average else None,
        when=rule.when,
    )


def _flat(rule: FlatAmount, question: Question) -> Payment:
    children = min(question.insured.children, rule.up_to_children or question.insured.children)
    times = children if rule.per == "child_month" and children else 1
    return Payment(rule_id=rule.id, max_days=rule.up_to_days, flat=rule.amount * times, flat_per=rule.per, when=rule.when)


def _insured_wage(question: Question, month: Month, wage: Decimal) -> Decimal:
    insured = question.insured
    for rule in question.profile.rules_of(CapFloor, "insured_wage", first_day(month)):
        if rule.concerns(insured.member_class, insured.scheme):
            wage = rule.bounded(wage)
    return wage


def _rounded(amount: Decimal, decimals: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
