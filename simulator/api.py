"""The phone's keys as JSON over HTTP, for the page and for scripts."""

from flask import Blueprint, Response, jsonify

from simulator.fields import msisdn, word
from simulator.gateway import Gateway, UnknownCode, UnknownSession


def phone_api(gateway: Gateway) -> Blueprint:
    api = Blueprint("api", __name__, url_prefix="/api")
    api.register_error_handler(UnknownCode, _unknown_code)
    api.register_error_handler(UnknownSession, _unknown_session)

    @api.post("/dial")
    def dial() -> Response:
        return jsonify(gateway.dial(msisdn(word("msisdn")), word("code")).as_json())

    @api.post("/answer")
    def answer() -> Response:
        return jsonify(gateway.answer(word("session"), word("text")).as_json())

    @api.post("/again")
    def again() -> Response:
        return jsonify(gateway.again(word("session")).as_json())

    @api.post("/hangup")
    def hang_up() -> Response:
        gateway.hang_up(word("session"))
        return jsonify({"state": "ended"})

    @api.post("/drop")
    def drop() -> Response:
        gateway.drop(word("session"))
        return jsonify({"state": "dropped"})

    return api


def _unknown_code(_error: UnknownCode) -> tuple[Response, int]:
    return jsonify({"error": "unknown_code"}), 404


def _unknown_session(_error: UnknownSession) -> tuple[Response, int]:
    return jsonify({"error": "unknown_session"}), 404
