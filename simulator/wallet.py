"""The wallet's questions on a pretend phone, and what became of the orders, as JSON for the page and for scripts."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request

from simulator import backend
from simulator.fields import key, msisdn, word
from simulator.moments import read_moment
from simulator.settings import Settings

MOST_ORDERS = 20


def wallet_api(settings: Settings) -> Blueprint:
    api = Blueprint("wallet", __name__, url_prefix="/api")
    api.register_error_handler(backend.Refusal, _refused)
    api.register_error_handler(backend.NoAnswer, _unreachable)

    @api.get("/prompts")
    def prompts() -> Response:
        waiting = backend.read_list(settings, "wallet/prompts", {"msisdn": msisdn(request.args.get("msisdn", ""))})
        return jsonify([prompt | {"expires_in_s": _seconds_left(prompt)} for prompt in waiting])

    @api.get("/orders")
    def orders() -> Response:
        asked = {"msisdn": msisdn(request.args.get("msisdn", "")), "limit": str(MOST_ORDERS)}
        return jsonify(backend.read_list(settings, "payment-orders", asked))

    @api.post("/decide")
    def decide() -> Response:
        """{"prompt", "decision", "pin"} is the payer's own thumb; {"order", "decision"} makes the wallet do it, or misbehave."""
        body: Any = request.get_json()
        if isinstance(body, dict) and "prompt" in body:
            said = {"decision": word("decision")} | ({"pin": word("pin")} if body.get("pin") else {})
            return jsonify(backend.send(settings, f"wallet/prompts/{key('prompt')}", said))
        return jsonify(backend.send(settings, f"wallet/{key('order')}/decide", {"decision": word("decision")}))

    return api


def _seconds_left(prompt: dict[str, Any]) -> int | None:
    """By this machine's clock, which is the wallet's: the backend's may stand in another year."""
    if not prompt.get("expires_at"):
        return None
    return max(0, round((read_moment(str(prompt["expires_at"])) - datetime.now(UTC)).total_seconds()))


def _refused(refusal: backend.Refusal) -> tuple[Response, int]:
    if refusal.code == "step_up_failed":
        return jsonify({"error": "wrong_pin", "left": refusal.params.get("left")}), 403
    if refusal.code == "not_found":
        return jsonify({"error": "gone"}), 404
    return jsonify({"error": refusal.code or "refused"}), refusal.status


def _unreachable(_error: backend.NoAnswer) -> tuple[Response, int]:
    return jsonify({"error": "unreachable"}), 503
