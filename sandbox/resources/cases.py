"""Questions, complaints, wishes to join or to be called back: each gets a number, and the number tells where it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session

from sandbox.backend import backend
from sandbox.caller import Caller
from sandbox.moments import day_in_laos, written
from sandbox.records.cases import by_reference, open_case, undeliverable_case
from sandbox.traffic_tables import CaseRow
from sandbox.web.bodies import OpenCase, ReportUndeliverable, body
from sandbox.web.doors import anyone, calling, creating

blueprint = Blueprint("cases", __name__)

# Our own promise until the institution names one.
ANSWER_WITHIN = timedelta(days=10)


@blueprint.post("/cases")
@creating()
def create(caller: Caller) -> dict[str, Any]:
    asked = body(OpenCase)
    case = open_case(caller, asked.kind, text=asked.text, language=asked.language, about=asked.about_ref)
    return case_view(case, caller.as_of)


@blueprint.put("/undeliverable-numbers")
@anyone
def undeliverable(sql: Session) -> dict[str, Any]:
    said = body(ReportUndeliverable)
    now = backend().clock.now()
    return case_view(undeliverable_case(sql, said.msisdn, said.failures, now), written(now))


@blueprint.get("/cases/<ref>")
@calling
def read(caller: Caller, ref: str) -> dict[str, Any]:
    return case_view(by_reference(caller, ref), caller.as_of)


def case_view(case: CaseRow, as_of: str) -> dict[str, Any]:
    return {
        "as_of": as_of,
        "ref": case.ref,
        "kind": case.kind,
        "state": case.state,
        "opened_at": written(case.opened_at),
        "updated_at": written(case.updated_at),
        "answer_by": day_in_laos(case.opened_at + ANSWER_WITHIN).isoformat(),
    }
