"""Puts the wallet together: its ledger, its clockwork, the GSMA's calls and the tester's."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

from wallet import calls, control
from wallet.clockwork import Clockwork
from wallet.errors import Refused, error_object
from wallet.ledger import Ledger
from wallet.parts import EXTENSION, Parts
from wallet.settings import Settings

LARGEST_BODY = 64 * 1024

log = logging.getLogger("wallet")


def create_app(settings: Settings) -> Flask:
    """Starts its clockwork: one process, one ledger."""
    ledger = Ledger(settings.database)
    app = Flask("wallet", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.extensions[EXTENSION] = Parts(ledger, round(settings.prompt_seconds * 1000))
    app.register_blueprint(calls.blueprint)
    app.register_blueprint(control.blueprint)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _unexpected)
    Clockwork(ledger).start()
    return app


def _refused(error: Refused) -> tuple[Response, int]:
    return jsonify(error.body), error.status


def _of_http(error: HTTPException) -> tuple[Response, int]:
    category = "identification" if error.code == 404 else "validation"
    return jsonify(error_object(category, "genericError", error.name.lower())), error.code or 500


def _unexpected(error: Exception) -> tuple[Response, int]:
    # The type alone: an error's words may quote what somebody sent.
    log.error("unexpected %s", type(error).__name__, exc_info=error if log.isEnabledFor(logging.DEBUG) else None)
    return jsonify(error_object("internal", "genericError", "unexpected")), 500
