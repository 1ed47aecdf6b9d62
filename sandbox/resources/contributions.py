"""Month by month, newest first; and a report of months that are missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Blueprint
from sqlalchemy import select

from sandbox.caller import Caller, admit
from sandbox.months import PaidPeriod
from sandbox.policy.problems import Refusal
from sandbox.records import people
from sandbox.records.cases import open_case
from sandbox.resources.cases import case_view
from sandbox.resources.contribution_summary import months_of
from sandbox.resources.names import day, employer_name, money
from sandbox.tables import Contribution
from sandbox.traffic_tables import CaseRow
from sandbox.web.bodies import MonthsQuery, ReportGaps, body, query
from sandbox.web.doors import creating, member

blueprint = Blueprint("contributions", __name__)

_REPORTABLE = frozenset({"missing", "declared_unpaid", "disputed"})


@blueprint.get("/me/contributions")
@member("contributions", look="contributions")
def contributions(caller: Caller) -> dict[str, Any]:
    asked = query(MonthsQuery)
    since, until, cursor = asked.since or "", asked.until or "9999-12", asked.cursor or "9999-99"
    found = [entry for entry in reversed(months_of(caller)) if since <= entry.period <= until]
    rest = [entry for entry in found if entry.period < cursor]
    page = rest[: asked.limit]
    currency = caller.backend.profiles[caller.known.profile].currency
    return {
        "as_of": caller.as_of,
        "items": [_period(entry, currency) for entry in page],
        "next_cursor": page[-1].period if len(rest) > len(page) else None,
    }


@blueprint.post("/me/contribution-gaps")
@creating()
def report_gaps(caller: Caller) -> dict[str, Any]:
    admit(caller, "contribution_gaps", "L2")
    asked = sorted(set(body(ReportGaps).periods))
    _refuse_reported(caller, asked)
    by_period = {entry.period: entry for entry in months_of(caller)}
    if any(period not in by_period or by_period[period].state not in _REPORTABLE for period in asked):
        raise Refusal("invalid_request", field="periods")
    for period in asked:
        _dispute(caller, by_period[period])
    return case_view(open_case(caller, "missing_months", periods=asked), caller.as_of)


def _refuse_reported(caller: Caller, asked: list[str]) -> None:
    wanted = CaseRow.person_id == caller.known.id, CaseRow.kind == "missing_months", CaseRow.state.in_(["received", "in_progress"])
    for case in caller.sql.scalars(select(CaseRow).where(*wanted)):
        if set(case.periods) & set(asked):
            raise Refusal("duplicate", ref=case.ref)


def _dispute(caller: Caller, entry: PaidPeriod) -> None:
    for part in entry.parts:
        part.state = "disputed"
    if not entry.parts:
        membership = people.main_membership(caller.sql, caller.known.id)
        scheme = membership.scheme if membership else ""
        row = Contribution(person_id=caller.known.id, period=entry.period, member_class=entry.member_class, scheme=scheme, state="disputed")
        caller.sql.add(row)


def _period(entry: PaidPeriod, currency: str) -> dict[str, Any]:
    amounts = [Decimal(part.amount) for part in entry.parts if part.amount is not None]
    return {
        "period": entry.period,
        "class": entry.member_class,
        "state": entry.state,
        "counts": entry.counts,
        "amount": money(str(sum(amounts)), currency) if amounts else None,
        "parts": [_part(part, currency) for part in entry.parts],
    }


def _part(part: Contribution, currency: str) -> dict[str, Any]:
    return {
        "employer": employer_name(part.employer),
        "wage": money(part.wage, currency),
        "amount": money(part.amount, currency),
        "state": part.state,
        "paid_on": day(part.paid_on),
        "posted_on": day(part.posted_on),
    }
