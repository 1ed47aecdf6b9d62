"""Each benefit: likely, not yet, or for the institution to say; and what would happen if."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from sandbox.caller import Caller
from sandbox.policy.problems import Refusal
from sandbox.records import people
from sandbox.records.insurance import insured
from sandbox.resources.assessments import assessment_view, payment_view
from sandbox.resources.names import day
from sandbox.rules.assess import assess, assess_all
from sandbox.rules.insured import Insured, Scenario
from sandbox.rules.profile import Profile
from sandbox.rules.what_if import assess_if, last_safe_payment_day
from sandbox.web.bodies import WhatIfQuery, query
from sandbox.web.doors import member

blueprint = Blueprint("benefits", __name__)


def standing(caller: Caller) -> tuple[Profile, Insured]:
    person = caller.known
    membership = people.main_membership(caller.sql, person.id)
    if membership is None:
        raise Refusal("not_in_class", permission="benefits")
    return caller.backend.profiles[person.profile], insured(caller.sql, person, membership)


@blueprint.get("/me/benefits")
@member("benefits", look="benefits")
def benefits(caller: Caller) -> dict[str, Any]:
    profile, own = standing(caller)
    found = assess_all(profile, own, caller.today)
    return {"as_of": caller.as_of, "profile": profile.id, "items": [assessment_view(one, profile) for one in found]}


@blueprint.get("/me/benefits/<benefit>")
@member("benefits", look="benefits")
def one_benefit(caller: Caller, benefit: str) -> dict[str, Any]:
    profile, own = standing(caller)
    if benefit not in profile.benefits:
        raise Refusal("not_found")
    scenario = query(WhatIfQuery).what_if
    return {
        "as_of": caller.as_of,
        "profile": profile.id,
        "assessment": assessment_view(assess(profile, benefit, own, caller.today), profile),
        "what_if": _what_if(caller, profile, own, benefit, Scenario(scenario)) if scenario else None,
    }


def _what_if(caller: Caller, profile: Profile, own: Insured, benefit: str, scenario: Scenario) -> dict[str, Any]:
    then = assess_if(profile, benefit, own, caller.today, scenario)
    return {
        "scenario": scenario.value,
        "state": then.state,
        "have": then.have,
        "need": then.need,
        "ready_on": day(then.ready_on),
        "last_safe_payment_day": day(last_safe_payment_day(profile, benefit, own, caller.today)),
        "payment": payment_view(then.payment, profile),
    }
