"""Assessments of the rules as the contract writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sandbox.resources.names import day, money
from sandbox.rules.insured import Assessment, Finding, Payment
from sandbox.rules.profile import Profile


def assessment_view(found: Assessment, profile: Profile) -> dict[str, Any]:
    deadline = found.claim_deadline
    return {
        "type": found.type,
        "state": found.state,
        "have": found.have,
        "need": found.need,
        "unit": found.unit,
        "window_months": found.window_months,
        "ready_on": day(found.ready_on),
        "rule_id": found.rule_id,
        "source": found.source,
        "confirmed": found.confirmed,
        "conditions": [condition_view(finding) for finding in found.conditions],
        "event_required": found.event_required,
        "claim_deadline": {"days": deadline.days, "event": deadline.event, "last_day": day(deadline.last_day)} if deadline else None,
        "payment": payment_view(found.payment, profile),
    }


def condition_view(finding: Finding) -> dict[str, Any]:
    return {
        "rule_type": finding.rule_type,
        "met": finding.met,
        "have": finding.have,
        "need": finding.need,
        "unit": finding.unit,
        "window_months": finding.window_months,
    }


def payment_view(payment: Payment | None, profile: Profile) -> dict[str, Any] | None:
    if payment is None:
        return None
    return {
        "percent": float(payment.percent) if payment.percent is not None else None,
        "of": payment.of,
        "max_days": payment.max_days,
        "per_month": _whole(payment.per_month, profile),
        "flat": _whole(payment.flat, profile),
    }


def _whole(amount: Decimal | None, profile: Profile) -> dict[str, str] | None:
    return None if amount is None else money(f"{amount:.{profile.decimals}f}", profile.currency)
