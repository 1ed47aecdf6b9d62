"""Puts the sandbox together: settings, database, rules, and the calls of the contract under /v1."""

from __future__ import annotations

import logging

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from sandbox.backend import EXTENSION, Backend
from sandbox.database import Database
from sandbox.policy.pins import Pins
from sandbox.policy.problems import Refusal
from sandbox.resources import (
    access_log,
    benefits,
    book,
    caller_sessions,
    cases,
    channel,
    claims,
    contribution_summary,
    contributions,
    controls,
    decisions,
    family,
    hospital,
    look_ups,
    me,
    notifications,
    old_age,
    otp_challenges,
    payment_notices,
    payment_orders,
    payment_quotes,
    phones,
    pin,
    preferences,
    published_rules,
    receipts,
    reference,
    wallet_callbacks,
    wallet_controls,
)
from sandbox.rules.profile import load_profiles
from sandbox.settings import Settings
from sandbox.web.answers import problem

MODULES = (
    access_log, benefits, book, caller_sessions, cases, channel, claims, contribution_summary, contributions, controls,
    decisions, family, hospital, look_ups, me, notifications, old_age, otp_challenges, payment_notices, payment_orders,
    payment_quotes, phones, pin, preferences, published_rules, receipts, reference, wallet_callbacks, wallet_controls,
)  # fmt: skip
LARGEST_BODY = 64 * 1024

log = logging.getLogger("sandbox")


def create_backend(settings: Settings) -> Backend:
    return Backend(settings, Database(settings.database_url, settings.threads), Pins(settings.pepper), load_profiles())


def create_app(parts: Backend) -> Flask:
    app = Flask("sandbox", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.extensions[EXTENSION] = parts
    for module in MODULES:
        blueprint = module.blueprint
        app.register_blueprint(blueprint, url_prefix="/v1" + (blueprint.url_prefix or ""))
    app.register_error_handler(Refusal, problem)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _unexpected)
    return app


def _of_http(error: HTTPException) -> Response:
    codes = {404: "not_found", 405: "method_not_allowed"}
    status = error.code or 500
    response = problem(Refusal(codes.get(status, "invalid_request"), status=status))
    for header, value in error.get_headers():
        if header == "Allow":
            response.headers[header] = value
    return response


def _unexpected(error: Exception) -> Response:
    # The type alone: an error's words may quote what somebody sent.
    log.error("unexpected %s", type(error).__name__, exc_info=error if log.isEnabledFor(logging.DEBUG) else None)
    return problem(Refusal("backend_unavailable"))
