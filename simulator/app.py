"""Puts the phone together: the page, its keys, and the gateway behind them."""

import json
from pathlib import Path

from flask import Flask, Response, jsonify, render_template
from werkzeug.exceptions import BadRequest

from simulator.api import phone_api
from simulator.conversation import Conversations
from simulator.courier import Courier
from simulator.database import Database
from simulator.gateway import Gateway
from simulator.messaging import messaging_api
from simulator.moments import NetworkClock
from simulator.reports import Reports
from simulator.settings import Settings, read_settings
from simulator.sizes import GSM7, GSM7_ESCAPED
from simulator.sms_api import sms_api
from simulator.sms_store import SmsStore
from simulator.texting import Texting
from simulator.wallet import wallet_api

PERSONAS = Path(__file__).parent / "personas.json"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or read_settings()
    app = Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # fields are shown in the order they are sent
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.register_blueprint(phone_api(Gateway(settings)))
    app.register_blueprint(wallet_api(settings))
    _add_sms(app, settings)
    app.register_error_handler(BadRequest, _bad_request)
    app.after_request(_harden)
    personas = json.loads(PERSONAS.read_text("utf-8"))
    alphabet = {"letters": "".join(sorted(GSM7)), "escaped": "".join(sorted(GSM7_ESCAPED))}

    @app.get("/")
    def page() -> str:
        return render_template("page.html", settings=settings, personas=personas, gsm7=alphabet)

    @app.get("/health")
    def health() -> Response:
        return Response("ok", mimetype="text/plain")

    return app


def _add_sms(app: Flask, settings: Settings) -> None:
    database, clock, courier = Database(settings.database), NetworkClock(settings), Courier()
    store, reports = SmsStore(database), Reports(settings, database, courier)
    texting = Texting(settings, database, clock, courier)
    app.register_blueprint(messaging_api(settings, store, clock, reports))
    app.register_blueprint(sms_api(settings, Conversations(settings, store, texting, reports), texting, reports))
    texting.resume()
    reports.resume()


def _harden(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _bad_request(error: BadRequest) -> tuple[Response, int]:
    return jsonify({"error": "bad_request", "detail": error.description}), 400
