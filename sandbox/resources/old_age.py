"""What is saved for old age, in a scheme that keeps accounts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from sandbox.caller import Caller
from sandbox.policy.problems import Refusal
from sandbox.resources.names import day, money
from sandbox.web.doors import member

blueprint = Blueprint("old_age", __name__)


@blueprint.get("/me/old-age-balance")
@member("old_age_balance", look="old_age_balance")
def balance(caller: Caller) -> dict[str, Any]:
    person = caller.known
    if person.old_age_balance is None:
        raise Refusal("capability_unavailable")
    currency = caller.backend.profiles[person.profile].currency
    statement_on = day(person.old_age_statement_on or caller.today)
    return {"as_of": caller.as_of, "balance": money(person.old_age_balance, currency), "statement_on": statement_on}
