"""Exists in the sandbox only: decides what somebody asked for, as the institution's desk would."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.backend import Backend, backend
from sandbox.moments import written
from sandbox.policy.problems import Refusal
from sandbox.records import people
from sandbox.tables import Claim, PhoneBinding
from sandbox.traffic_tables import PhoneRequest
from sandbox.web.answers import answer
from sandbox.web.bodies import body
from sandbox.web.news_bodies import Decide

blueprint = Blueprint("decisions", __name__, url_prefix="/sandbox")

STATES = {
    Claim: frozenset({"in_review", "need_documents", "approved", "paid", "rejected"}),
    PhoneRequest: frozenset({"in_review", "approved", "declined"}),
}


@blueprint.post("/decisions")
def decide() -> Response:
    asked, parts = body(Decide), backend()
    with parts.database.transaction() as sql:
        row = sql.get(Claim, asked.ref) or sql.scalar(select(PhoneRequest).where(PhoneRequest.ref == asked.ref))
        if row is None:
            raise Refusal("not_found")
        if asked.state not in STATES[type(row)]:
            raise Refusal("invalid_request", field="state")
        row.state = asked.state
        said = _of_claim(row, parts) if isinstance(row, Claim) else _of_number(sql, row, parts)
    parts.news.set()
    return answer(said | {"ref": asked.ref, "state": asked.state, "as_of": written(parts.clock.now())})


def _of_claim(claim: Claim, parts: Backend) -> dict[str, Any]:
    claim.changed_on = parts.clock.today()
    if claim.state == "paid":
        claim.paid_on = claim.changed_on
    elif claim.state in {"approved", "rejected"}:
        claim.decided_on = claim.changed_on
    return {"kind": "claim"}


def _of_number(sql: Session, request: PhoneRequest, parts: Backend) -> dict[str, Any]:
    request.updated_at = parts.clock.now()
    person = people.by_number(sql, request.claimed_no) if request.claimed_no else None
    if request.kind == "register" and request.state == "approved" and person is not None:
        _record(sql, request.msisdn, person.id, parts)
    return {"kind": "phone_registration"}


def _record(sql: Session, msisdn: str, person_id: int, parts: Backend) -> None:
    try:
        with sql.begin_nested():
            sql.add(PhoneBinding(msisdn=msisdn, person_id=person_id, state="active", since=parts.clock.today()))
    except IntegrityError:
        # It is recorded already, and stays as it is.
        return
