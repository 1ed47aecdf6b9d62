"""Record a number, block a lost one: always the same words, because the desk decides and not the caller's guess."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, request
from sqlalchemy import func, select

from sandbox.caller import Caller
from sandbox.moments import written
from sandbox.policy.problems import Refusal
from sandbox.records.looks import write_look
from sandbox.records.numbers import unused_reference
from sandbox.tables import PhoneBinding
from sandbox.traffic_tables import PhoneRequest
from sandbox.web.bodies import BlockPhone, RegisterPhone, body
from sandbox.web.doors import calling, creating

blueprint = Blueprint("phones", __name__)

PER_DAY = 5


@blueprint.post("/phone-registrations")
@creating(202)
def register(caller: Caller) -> dict[str, Any]:
    asked = body(RegisterPhone)
    _limit(caller)
    return _registration(_take(caller, "register", asked.msisdn, asked.member_no), caller)


@blueprint.get("/phone-registrations/<ref>")
@calling
def registration(caller: Caller, ref: str) -> dict[str, Any]:
    wanted = PhoneRequest.kind == "register", PhoneRequest.ref == ref, PhoneRequest.asked_from == caller.session.msisdn
    row = caller.sql.scalar(select(PhoneRequest).where(*wanted)) if ref.isascii() and ref.isdigit() else None
    if row is None:
        raise Refusal("not_found")
    return _registration(row, caller)


@blueprint.post("/me/phone-block")
@creating(202)
def block(caller: Caller) -> dict[str, Any]:
    asked = body(BlockPhone) if request.content_length else BlockPhone()
    _limit(caller)
    row = _take(caller, "block", asked.msisdn, asked.member_no)
    # The sender of an SMS can be forged: there the desk calls back first.
    if asked.msisdn in {None, caller.session.msisdn} and caller.person and caller.session.channel_level == "L1":
        _take_off(caller)
    return {"ref": row.ref, "state": "received", "as_of": caller.as_of}


def _take_off(caller: Caller) -> None:
    """At once and without a PIN: a block harms nobody, and whoever lost a phone is in a hurry."""
    member = caller.known
    binding = caller.sql.scalar(
        select(PhoneBinding).where(PhoneBinding.msisdn == caller.session.msisdn, PhoneBinding.person_id == member.id)
    )
    if binding is not None:
        binding.state = "blocked"
    write_look(caller.sql, caller.session, member.id, "self", "phone", caller.purpose, caller.now)
    caller.session.person_id = None
    caller.session.level = caller.session.channel_level = "L0"


def _take(caller: Caller, kind: str, msisdn: str | None, member_no: str | None) -> PhoneRequest:
    row = PhoneRequest(
        ref=unused_reference(caller.sql, PhoneRequest.ref),
        kind=kind,
        asked_from=caller.session.msisdn,
        msisdn=msisdn or caller.session.msisdn,
        claimed_no=member_no,
        state="received",
        opened_at=caller.now,
        updated_at=caller.now,
    )
    caller.sql.add(row)
    return row


def _registration(row: PhoneRequest, caller: Caller) -> dict[str, Any]:
    times = {"opened_at": written(row.opened_at), "updated_at": written(row.updated_at), "as_of": caller.as_of}
    return {"ref": row.ref, "state": row.state, **times}


def _limit(caller: Caller) -> None:
    since = caller.now - timedelta(days=1)
    asked = PhoneRequest.asked_from == caller.session.msisdn, PhoneRequest.opened_at > since
    if (caller.sql.scalar(select(func.count()).where(*asked)) or 0) >= PER_DAY:
        raise Refusal("rate_limited", retry_after=86_400, scope="caller")
