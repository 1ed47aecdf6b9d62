"""What exists in the sandbox only: its clock, its fresh start, and a look at what it sent."""

from __future__ import annotations

import contextlib
from datetime import UTC, timedelta
from typing import Any

from flask import Blueprint, Response
from sqlalchemy import select

from sandbox import fresh
from sandbox.backend import backend
from sandbox.moments import written
from sandbox.payments.wallet import WalletSilent, wallet_of
from sandbox.policy.masking import masked_phone, name
from sandbox.policy.problems import Refusal
from sandbox.reference_tables import Persona
from sandbox.traffic_tables import Alarm, SentMessage
from sandbox.web.answers import answer
from sandbox.web.bodies import MessagesQuery, SetClock, body, changes, query

blueprint = Blueprint("controls", __name__, url_prefix="/sandbox")


@blueprint.post("/reset")
def reset() -> Response:
    parts = backend()
    parts.clock.reset()
    fresh.reset(parts.database, parts.pins)
    # Questions still waiting on pretend phones are about orders that are no more.
    with contextlib.suppress(WalletSilent):
        wallet_of(parts).forget()
    return answer(_clock())


@blueprint.get("/clock")
def clock() -> Response:
    return answer(_clock())


@blueprint.post("/clock")
def set_clock() -> Response:
    asked = changes(body(SetClock))
    now, frozen = asked.get("now"), asked.get("frozen")
    if now is not None and now.tzinfo is None:
        raise Refusal("invalid_request", field="now")
    try:
        advance = timedelta(seconds=asked.get("advance_s", 0))
        backend().clock.set(now and now.astimezone(UTC), advance=advance, frozen=frozen)
        # Another day has other things to tell.
        backend().news.set()
    except OverflowError as beyond:
        raise Refusal("invalid_request", field="now") from beyond
    return answer(_clock())


@blueprint.route("/faults", methods=["GET", "POST"])
def faults() -> Response:
    # Faults break connections, so they are made by what stands in front of this server and holds them.
    raise Refusal("capability_unavailable")


@blueprint.get("/messages")
def messages() -> Response:
    asked = query(MessagesQuery)
    with backend().database.transaction() as sql:
        rows = sql.scalars(select(SentMessage).where(SentMessage.msisdn == asked.msisdn).order_by(SentMessage.id)).all()
    return answer([{"from": row.sender, "text": row.text, "sent_at": written(row.sent_at)} for row in rows])


@blueprint.get("/alarms")
def alarms() -> Response:
    with backend().database.transaction() as sql:
        rows = sql.scalars(select(Alarm).order_by(Alarm.id)).all()
    return answer([{"kind": row.kind, "masked_msisdn": masked_phone(row.msisdn), "at": written(row.at)} for row in rows])


@blueprint.get("/personas")
def personas() -> Response:
    with backend().database.transaction() as sql:
        rows = sql.scalars(select(Persona).order_by(Persona.persona)).all()
    return answer([_persona(row) for row in rows])


def _persona(row: Persona) -> dict[str, Any]:
    return {
        "persona": row.persona,
        "msisdn": row.msisdn,
        "name": name(row.name_lo, row.name_latin),
        "classes": row.classes,
        "about": row.about,
        "member_no": row.member_no,
        "pin": row.pin,
    }


def _clock() -> dict[str, Any]:
    return {"now": written(backend().clock.now()), "frozen": backend().clock.frozen}
