"""Set, change or recover a PIN: at L2, or with a code's proof."""

from __future__ import annotations

from flask import Blueprint, Response, request

from sandbox.backend import backend
from sandbox.caller import Caller, admit
from sandbox.policy.pins import is_weak
from sandbox.policy.problems import Refusal
from sandbox.records.looks import write_look
from sandbox.records.otp import use_proof
from sandbox.records.pin_tries import forget_tries
from sandbox.resources.session_view import session_view
from sandbox.web.answers import answer
from sandbox.web.bodies import SetPin, body
from sandbox.web.doors import knock

blueprint = Blueprint("pin", __name__)


@blueprint.put("/me/pin")
def set_pin() -> Response:
    parts = backend()
    with parts.database.transaction() as sql:
        caller, asked = _allowed(knock(sql))
    hashed = parts.pins.hashed(asked.new_pin)
    with parts.database.transaction() as sql:
        caller = knock(sql)
        _prove(caller, asked.otp_token)
        caller.known.pin_hash = hashed
        forget_tries(sql, caller.known.id)
        caller.session.level = "L2"
        write_look(sql, caller.session, caller.known.id, "self", "pin", caller.purpose, caller.now)
        sql.flush()
        sql.refresh(caller.known)
        return answer(session_view(caller, request.headers["X-Caller-Token"]))


def _allowed(caller: Caller) -> tuple[Caller, SetPin]:
    admit(caller, "pin", "L1")
    asked = body(SetPin)
    member = caller.known
    if not caller.has("L2") and not asked.otp_token:
        raise Refusal("step_up_required", level="L2")
    born = member.birth_date
    own = (caller.session.msisdn, member.member_no, f"{born:%d%m%Y}", f"{born:%Y%m%d}", f"{born:%d%m%y}")
    if is_weak(asked.new_pin, own):
        raise Refusal("weak_pin")
    return caller, asked


def _prove(caller: Caller, otp_token: str | None) -> None:
    """The proof is used up with the change, not with a try at a weak PIN before it."""
    if caller.has("L2"):
        return
    if caller.shared:
        raise Refusal("number_shared")
    if not otp_token or not use_proof(caller.sql, otp_token, caller.session, "set_pin", caller.now):
        raise Refusal("otp_expired")
