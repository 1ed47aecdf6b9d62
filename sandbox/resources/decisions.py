"""Exists in the sandbox only: decides what somebody asked for, as the institution's desk would."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.backend import Backend, backend
from sandbox.moments import written
from sandbox.policy.problems import Refusal
from sandbox.records import people
from sandbox.records.numbers import unused_reference
from sandbox.reference_tables import Hospital
from sandbox.tables import Claim, Person, PhoneBinding
from sandbox.traffic_tables import HospitalChange, PhoneRequest
from sandbox.web.answers import answer
from sandbox.web.bodies import body
from sandbox.web.news_bodies import AskHospitalChange, Decide

blueprint = Blueprint("decisions", __name__, url_prefix="/sandbox")

STATES = {
    Claim: frozenset({"in_review", "need_documents", "approved", "paid", "rejected"}),
    PhoneRequest: frozenset({"in_review", "approved", "declined"}),
    HospitalChange: frozenset({"in_review", "approved", "declined"}),
}
KINDS = {Claim: "claim", PhoneRequest: "phone_registration", HospitalChange: "hospital_change"}


@blueprint.post("/hospital-changes")
def ask_hospital_change() -> Response:
    """As the office hands it in: who may change, and when, it has looked at."""
    asked, parts = body(AskHospitalChange), backend()
    with parts.database.transaction() as sql:
        person = people.by_number(sql, asked.member_no)
        if person is None or sql.get(Hospital, asked.hospital) is None:
            raise Refusal("not_found")
        row = HospitalChange(
            ref=unused_reference(sql, HospitalChange.ref), person_id=person.id, hospital_id=asked.hospital, state="in_review"
        )
        sql.add(row)
        said = _said(row, row.ref, parts)
    return answer(said)


@blueprint.post("/decisions")
def decide() -> Response:
    asked, parts = body(Decide), backend()
    with parts.database.transaction() as sql:
        row = sql.get(Claim, asked.ref) or sql.get(PhoneRequest, asked.ref) or sql.get(HospitalChange, asked.ref)
        if row is None:
            raise Refusal("not_found")
        if asked.state not in STATES[type(row)]:
            raise Refusal("invalid_request", field="state")
        row.state = asked.state
        match row:
            case Claim():
                _of_claim(row, parts)
            case PhoneRequest():
                _of_number(sql, row, parts)
            case HospitalChange():
                _of_hospital(sql, row, parts)
        said = _said(row, asked.ref, parts)
    parts.news.set()
    return answer(said)


def _said(row: Claim | PhoneRequest | HospitalChange, ref: str, parts: Backend) -> dict[str, Any]:
    return {"kind": KINDS[type(row)], "ref": ref, "state": row.state, "as_of": written(parts.clock.now())}


def _of_claim(claim: Claim, parts: Backend) -> None:
    claim.changed_on = parts.clock.today()
    if claim.state == "paid":
        claim.paid_on = claim.changed_on
    elif claim.state in {"approved", "rejected"}:
        claim.decided_on = claim.changed_on


def _of_number(sql: Session, request: PhoneRequest, parts: Backend) -> None:
    request.updated_at = parts.clock.now()
    person = people.by_number(sql, request.claimed_no) if request.claimed_no else None
    if request.kind == "register" and request.state == "approved" and person is not None:
        _record(sql, request.msisdn, person.id, parts)


def _of_hospital(sql: Session, change: HospitalChange, parts: Backend) -> None:
    change.decided_at = None if change.state == "in_review" else parts.clock.now()
    if change.state == "approved":
        person = sql.get_one(Person, change.person_id)
        person.hospital_id, person.hospital_from = change.hospital_id, parts.clock.today()


def _record(sql: Session, msisdn: str, person_id: int, parts: Backend) -> None:
    try:
        with sql.begin_nested():
            sql.add(PhoneBinding(msisdn=msisdn, person_id=person_id, state="active", since=parts.clock.today()))
    except IntegrityError:
        # It is recorded already, and stays as it is.
        return
