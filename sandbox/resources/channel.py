"""What a channel needs to run: health, capabilities, its token."""

from __future__ import annotations

import hmac
from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from sandbox.backend import backend
from sandbox.moments import written
from sandbox.policy.problems import Refusal
from sandbox.records.tokens import CHANNEL_TOKEN_LIFE, give_channel_token
from sandbox.web.answers import answer
from sandbox.web.doors import anyone

blueprint = Blueprint("channel", __name__)

# What this backend does today; the rest of the contract answers capability_unavailable.
FEATURES = {
    "contributions": True,
    "contribution_gaps": True,
    "benefits": True,
    "what_if": True,
    "claims": True,
    "old_age_balance": True,
    "book": True,
    "phone_registration": True,
    "pin": True,
    "otp": True,
    "preferences": True,
    "access_log": True,
    "lookup": True,
    "cases": True,
    "announcements": True,
    "payments": True,
    "hospital_change": False,
    "certificates": False,
    "cover_codes": False,
    "employer": False,
    "hotline": False,
}


@blueprint.get("/health")
def health() -> Response:
    return answer({"status": "ok", "as_of": written(backend().clock.now())})


@blueprint.get("/ready")
def ready() -> Response:
    try:
        with backend().database.transaction() as sql:
            sql.execute(text("SELECT 1"))
    except SQLAlchemyError as down:
        raise Refusal("backend_unavailable", status=503, retry_after=1) from down
    return health()


@blueprint.get("/capabilities")
@anyone
def capabilities(_sql: Session) -> dict[str, Any]:
    parts = backend()
    return {
        "as_of": written(parts.clock.now()),
        "profile": "la",
        "features": FEATURES,
        "civil_servant_benefits": parts.settings.civil_servant_benefits,
    }


@blueprint.post("/oauth/token")
def token() -> Response:
    settings = backend().settings
    if request.form.get("grant_type") != "client_credentials":
        raise Refusal("invalid_request", status=400, field="grant_type")
    basic = request.authorization
    given_id = (basic.username if basic and basic.type == "basic" else request.form.get("client_id")) or ""
    given_secret = (basic.password if basic and basic.type == "basic" else request.form.get("client_secret")) or ""
    right_id = hmac.compare_digest(given_id.encode(), settings.client_id.encode())
    if not (hmac.compare_digest(given_secret.encode(), settings.client_secret.encode()) and right_id):
        raise Refusal("invalid_client")
    with backend().database.transaction() as sql:
        given = give_channel_token(sql, settings.client_id, backend().clock.now())
    return answer({"access_token": given, "token_type": "Bearer", "expires_in": int(CHANNEL_TOKEN_LIFE.total_seconds())})
