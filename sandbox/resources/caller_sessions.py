"""Who is calling: open a session, choose a member, prove the person with a PIN."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, Response, request
from sqlalchemy import insert

from sandbox.backend import backend
from sandbox.caller import Caller, admit, held, of_session
from sandbox.moments import written
from sandbox.policy import levels
from sandbox.policy.pins import LOCK
from sandbox.policy.problems import Refusal
from sandbox.records.pin_tries import forget_tries, take_try
from sandbox.records.tokens import digest, new_id, new_token
from sandbox.reference_tables import table_of
from sandbox.resources.session_view import session_view
from sandbox.traffic_tables import CallerSession, ChatBinding
from sandbox.web.answers import answer
from sandbox.web.bodies import OpenCallerSession, SelectMember, StepUp, body
from sandbox.web.doors import channel_only, knock

blueprint = Blueprint("caller_sessions", __name__)

LIFE = timedelta(minutes=15)
_OPEN = insert(table_of(CallerSession))


@blueprint.post("/caller-sessions")
def open_session() -> Response:
    parts = backend()
    with parts.database.transaction() as sql:
        purpose = channel_only(sql)
        asked = body(OpenCallerSession)
        token = new_token("ct")
        bound = sql.get(ChatBinding, (asked.channel, asked.chat_id)) if asked.chat_id else None
        level = levels.of_channel(asked.channel, bound=bound is not None and bound.msisdn == asked.msisdn)
        row = {
            "id": new_id("cs"),
            "token_hash": digest(token),
            "msisdn": asked.msisdn,
            "channel": asked.channel,
            "chat_id": asked.chat_id,
            "channel_level": level,
            "level": level,
            "expires_at": parts.clock.now() + LIFE,
        }
        caller = of_session(sql, parts, CallerSession(**row), purpose)
        sql.connection().execute(_OPEN, {**row, "person_id": caller.session.person_id})
        return answer(session_view(caller, token), 201)


@blueprint.post("/caller-sessions/<session_id>/select")
def select(session_id: str) -> Response:
    with backend().database.transaction() as sql:
        caller = _mine(knock(sql), session_id)
        chosen = body(SelectMember).member_ref
        member = next((person for person in caller.members if person.member_ref == chosen), None)
        if member is None:
            raise Refusal("not_found")
        caller.session.person_id = member.id
        caller.session.level = caller.session.channel_level
        caller.person = member
        return answer(session_view(caller, request.headers["X-Caller-Token"]))


@blueprint.post("/caller-sessions/<session_id>/step-up")
def step_up(session_id: str) -> Response:
    parts = backend()
    with parts.database.transaction() as sql:
        caller = _mine(knock(sql), session_id)
        pin = body(StepUp).pin
        admit(caller, "pin", "L1")
        person_id, pin_hash = caller.known.id, caller.known.pin_hash
        if pin_hash is None:
            raise Refusal("pin_not_set")
        left = take_try(sql, person_id, caller.now)
        if left is None:
            raise _locked(caller.known.pin_locked_until or caller.now, caller.now)
    # Outside any transaction: hashing takes its time on purpose, and holds up nobody else.
    if not parts.pins.matches(pin_hash, pin):
        raise Refusal("step_up_failed", left=left) if left else _locked(caller.now + LOCK, caller.now)
    with parts.database.transaction() as sql:
        forget_tries(sql, person_id)
        caller = knock(sql)
        if caller.known.id != person_id:
            raise Refusal("not_found")
        caller.session.level = "L2"
        return answer(session_view(caller, request.headers["X-Caller-Token"]))


def _mine(caller: Caller, session_id: str) -> Caller:
    if caller.session.id != session_id:
        raise Refusal("not_found")
    if caller.hold_until:
        raise held(caller.hold_until, caller.now)
    return caller


def _locked(until: datetime, now: datetime) -> Refusal:
    return Refusal("locked", until=written(until), retry_after=max(1, int((until - now).total_seconds())))
