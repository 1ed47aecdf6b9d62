"""How many months are paid: in all, lately, year by year, and what is due next."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint

from sandbox.caller import Caller
from sandbox.months import PaidPeriod, counted_since, due_on, next_unpaid, periods
from sandbox.records import people
from sandbox.records.insurance import contributions
from sandbox.resources.names import day, money
from sandbox.rules.months import month_of, period
from sandbox.web.doors import member

blueprint = Blueprint("contribution_summary", __name__)


def months_of(caller: Caller) -> list[PaidPeriod]:
    person = caller.known
    rows = contributions(caller.sql, person.id)
    return periods(rows, people.memberships(caller.sql, person.id), caller.backend.profiles[person.profile], caller.today)


@blueprint.get("/me/contributions/summary")
@member("contributions", by_sms="L1w", look="contributions")
def summary(caller: Caller) -> dict[str, Any]:
    whole = _summary(caller)
    return whole if caller.has("L2") else _for_sms(whole, amounts=caller.known.sms_amounts)


def _for_sms(whole: dict[str, Any], *, amounts: bool) -> dict[str, Any]:
    """Counts: a sender can be forged, and an SMS lies open on the phone."""
    due = whole["next_due"]
    told = due if due is None or amounts else due | {"amount": None}
    return whole | {"last_posted_on": None, "gaps": [], "disputed": [], "years": [], "by_class": [], "next_due": told}


def _summary(caller: Caller) -> dict[str, Any]:
    months = months_of(caller)
    counted = [entry for entry in months if entry.counts]
    posted = [part.posted_on for entry in counted for part in entry.parts if part.posted_on]
    return {
        "as_of": caller.as_of,
        "months_total": len(counted),
        **{f"months_last_{window}": counted_since(months, window, caller.today) for window in (12, 24, 36)},
        "first_period": counted[0].period if counted else None,
        "last_period": counted[-1].period if counted else None,
        "last_posted_on": day(max(posted, default=None)),
        "gaps": [entry.period for entry in months if entry.state in {"missing", "declared_unpaid"}],
        "disputed": [entry.period for entry in months if entry.state == "disputed"],
        "pending": [entry.period for entry in months if entry.state == "paid_not_posted"],
        "years": _years(counted),
        "by_class": _by_class(counted),
        "next_due": _next_due(caller, months),
    }


def _years(counted: list[PaidPeriod]) -> list[dict[str, int]]:
    by_year = Counter(int(entry.period[:4]) for entry in counted)
    return [{"year": year, "months": by_year[year]} for year in sorted(by_year, reverse=True)]


def _by_class(counted: list[PaidPeriod]) -> list[dict[str, Any]]:
    newest_first = list(dict.fromkeys(entry.member_class for entry in reversed(counted)))
    found = []
    for name in newest_first:
        own = [entry.period for entry in counted if entry.member_class == name]
        found.append({"class": name, "months": len(own), "first_period": own[0], "last_period": own[-1]})
    return found


def _next_due(caller: Caller, months: list[PaidPeriod]) -> dict[str, Any] | None:
    person = caller.known
    profile = caller.backend.profiles[person.profile]
    membership = people.main_membership(caller.sql, person.id)
    if membership is None or membership.member_class != "voluntary" or membership.state == "ended" or membership.monthly_amount is None:
        return None
    value = next_unpaid(months, membership)
    behind = [later for later in range(value, month_of(caller.today)) if due_on(membership, later, profile, caller.today) < caller.today]
    return {
        "period": period(value),
        "due_on": day(due_on(membership, value, profile, caller.today)),
        "amount": money(membership.monthly_amount, profile.currency),
        "months_behind": len(behind),
    }
