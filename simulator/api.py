"""The phone's keys as JSON over HTTP, for the page and for scripts."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from simulator.gateway import Gateway, UnknownCode, UnknownSession
from simulator.inbox import read_inbox
from simulator.numbers import is_msisdn
from simulator.settings import Settings
from simulator.sms_store import SmsStore


def phone_api(gateway: Gateway, settings: Settings, store: SmsStore) -> Blueprint:
    api = Blueprint("api", __name__, url_prefix="/api")
    api.register_error_handler(UnknownCode, _unknown_code)
    api.register_error_handler(UnknownSession, _unknown_session)
    api.register_error_handler(BadRequest, _bad_request)
    _add_keys(api, gateway)
    _add_inbox(api, settings, store)
    return api


def _add_keys(api: Blueprint, gateway: Gateway) -> None:
    @api.post("/dial")
    def dial() -> Response:
        return jsonify(gateway.dial(_msisdn(_word("msisdn")), _word("code")).as_json())

    @api.post("/answer")
    def answer() -> Response:
        return jsonify(gateway.answer(_word("session"), _word("text")).as_json())

    @api.post("/again")
    def again() -> Response:
        return jsonify(gateway.again(_word("session")).as_json())

    @api.post("/hangup")
    def hang_up() -> Response:
        gateway.hang_up(_word("session"))
        return jsonify({"state": "ended"})

    @api.post("/drop")
    def drop() -> Response:
        gateway.drop(_word("session"))
        return jsonify({"state": "dropped"})


def _add_inbox(api: Blueprint, settings: Settings, store: SmsStore) -> None:
    @api.get("/inbox")
    def inbox() -> Response:
        messages, complete = read_inbox(settings, store, _msisdn(request.args.get("msisdn", "")))
        response = jsonify(messages)
        response.headers["Inbox-State"] = "read" if complete else "unreachable"
        return response


def _word(name: str) -> str:
    body: Any = request.get_json()
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, str):
        raise BadRequest(f"{name}: a text is needed")
    return value


def _msisdn(value: str) -> str:
    if not is_msisdn(value):
        raise BadRequest("msisdn: a number such as +8562010000002 is needed")
    return value


def _unknown_code(_error: UnknownCode) -> tuple[Response, int]:
    return jsonify({"error": "unknown_code"}), 404


def _unknown_session(_error: UnknownSession) -> tuple[Response, int]:
    return jsonify({"error": "unknown_session"}), 404


def _bad_request(error: BadRequest) -> tuple[Response, int]:
    return jsonify({"error": "bad_request", "detail": error.description}), 400
