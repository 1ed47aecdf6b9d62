"""One-time codes by SMS: for a PIN forgotten or never set, and for a chat that wants to know its person."""

from __future__ import annotations

import hmac
from typing import Any

from flask import Blueprint, Response

from sandbox.backend import backend
from sandbox.caller import Caller, admit, hold_of
from sandbox.moments import written
from sandbox.policy.levels import CHAT_CHANNELS
from sandbox.policy.masking import masked_phone
from sandbox.policy.problems import Refusal
from sandbox.records import otp
from sandbox.records.people import bound_to
from sandbox.records.tokens import digest, is_id
from sandbox.traffic_tables import ChatBinding
from sandbox.web.answers import answer
from sandbox.web.bodies import CreateOtpChallenge, VerifyOtpChallenge, body
from sandbox.web.doors import creating, knock

blueprint = Blueprint("otp_challenges", __name__)


@blueprint.post("/otp-challenges")
@creating(202)
def create(caller: Caller) -> dict[str, Any]:
    asked = body(CreateOtpChallenge)
    otp.limit(caller.sql, caller.session.msisdn, caller.now)
    challenge = otp.create(caller.sql, caller.session, asked.purpose, caller.now, send=_sends(caller, asked.purpose))
    return {
        "id": challenge.id,
        "sent_to": masked_phone(caller.session.msisdn),
        "expires_at": written(challenge.expires_at),
        "as_of": caller.as_of,
    }


@blueprint.post("/otp-challenges/<challenge_id>/verify")
def verify(challenge_id: str) -> Response:
    if not is_id(challenge_id):
        raise Refusal("not_found")
    with backend().database.transaction() as sql:
        caller = knock(sql)
        given = body(VerifyOtpChallenge)
        challenge = otp.take_try(sql, challenge_id, caller.session.id, caller.now)
        if challenge is None:
            raise Refusal("otp_expired")
        left = otp.TRIES - challenge.tries
    if not (challenge.code_hash and hmac.compare_digest(challenge.code_hash, digest(given.code))):
        raise Refusal("step_up_failed", left=left)
    with backend().database.transaction() as sql:
        caller = knock(sql)
        challenge = sql.merge(challenge)
        if challenge.purpose == "bind_chat":
            _bind(caller, agrees=given.agrees)
        proof = otp.prove(challenge)
        return answer({"otp_token": proof, "expires_at": written(challenge.expires_at), "as_of": caller.as_of})


def _sends(caller: Caller, purpose: str) -> bool:
    """Whether a code goes out. A chat has proven nothing yet, so it learns nothing from the answer either."""
    if purpose == "bind_chat":
        bound = bound_to(caller.sql, caller.session.msisdn)
        return bool(bound) and hold_of(bound, caller.now) is None and caller.session.chat_id is not None
    if not caller.members and not caller.hold_until:
        return False
    admit(caller, "pin", "L1")
    if caller.shared:
        raise Refusal("number_shared")
    return True


def _bind(caller: Caller, *, agrees: bool) -> None:
    session = caller.session
    if not agrees or session.chat_id is None or session.channel not in CHAT_CHANNELS:
        raise Refusal("forbidden")
    caller.sql.merge(ChatBinding(channel=session.channel, chat_id=session.chat_id, msisdn=session.msisdn, agreed_at=caller.now))
    session.channel_level = session.level = "L1"
