"""The rules themselves, with their sources: which benefits exist, what each asks for, who pays how much."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session

from sandbox.backend import backend
from sandbox.resources.assessments import payment_view
from sandbox.resources.names import day, money
from sandbox.resources.reference import listed
from sandbox.rules.conditions import Threshold, find, thresholds
from sandbox.rules.insured import Insured
from sandbox.rules.months import PaidMonths
from sandbox.rules.payments import payments
from sandbox.rules.profile import Profile, Scheme
from sandbox.rules.question import Question
from sandbox.rules.rule import CapFloor, ClassIn
from sandbox.web.doors import anyone

blueprint = Blueprint("published_rules", __name__, url_prefix="/reference")


@blueprint.get("/benefit-types")
@anyone
def benefit_types(_sql: Session) -> dict[str, Any]:
    today = backend().clock.today()
    found = [
        _benefit(profile, benefit, door, today)
        for profile in backend().profiles.values()
        for benefit in profile.benefits
        for door in profile.rules_of(ClassIn, benefit, today)
    ]
    return listed(found)


@blueprint.get("/contribution-schemes")
@anyone
def contribution_schemes(_sql: Session) -> dict[str, Any]:
    today = backend().clock.today()
    profiles = backend().profiles.values()
    return listed([_scheme(profile, scheme, today) for profile in profiles for scheme in profile.schemes if scheme.in_force(today)])


def _benefit(profile: Profile, benefit: str, door: ClassIn, today: date) -> dict[str, Any]:
    scheme = next(iter(door.schemes), "")
    # The rules as they meet a member who has just joined: nothing paid, nothing happened.
    newcomer = Insured(member_class=next(iter(door.classes), "employee"), scheme=scheme, paid=PaidMonths({}))
    question = Question(profile, benefit, newcomer, today)
    deadline = question.deadline()
    return {
        "type": benefit,
        "profile": profile.id,
        "classes": list(door.classes),
        "rule_id": door.id,
        "source": door.source,
        "confirmed": not door.unconfirmed,
        "effective_from": day(door.effective_from),
        "effective_to": day(door.effective_to),
        "conditions": [_condition(rule, question) for rule in thresholds(question)],
        "event_required": question.event_required(),
        "payment": payment_view(next(iter(payments(question)), None), profile),
        "claim_within_days": deadline.days if deadline else None,
    }


def _condition(rule: Threshold, question: Question) -> dict[str, Any]:
    finding = find(rule, question)
    asked = {"need": finding.need, "unit": finding.unit, "window_months": finding.window_months}
    return {"rule_type": finding.rule_type, "met": None, "have": None, **asked}


def _scheme(profile: Profile, scheme: Scheme, today: date) -> dict[str, Any]:
    wage = _bounds(profile, scheme, "insured_wage", today)
    paid = _bounds(profile, scheme, "contribution", today)
    return {
        "code": scheme.code,
        "profile": profile.id,
        "class": scheme.member_class,
        "section": scheme.section,
        "employer_percent": scheme.employer_percent,
        "member_percent": scheme.member_percent,
        "wage_ceiling": money(_text(wage.cap), profile.currency) if wage else None,
        "lowest_payment": money(_text(paid.floor), profile.currency) if paid else None,
        "highest_payment": money(_text(paid.cap), profile.currency) if paid else None,
        "due_day": scheme.due_day,
        "source": scheme.source,
        "effective_from": day(scheme.effective_from),
        "effective_to": day(scheme.effective_to),
    }


def _bounds(profile: Profile, scheme: Scheme, about: str, today: date) -> CapFloor | None:
    rules = profile.rules_of(CapFloor, about, today)
    return next((rule for rule in rules if rule.concerns(scheme.member_class, scheme.code)), None)


def _text(amount: Any) -> str | None:
    return None if amount is None else str(amount)
