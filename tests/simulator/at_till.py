"""The payment part of a small backend: the wallet's questions, what was answered to them, and orders with their time lines."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

KEO = "+8562010000002"
REFERENCE = "4000000012"
QUESTION = "wp_5d1f0a7c3b"

Answer = Response | tuple[Response, int]


class Till:
    def __init__(self) -> None:
        self.prompts: list[dict[str, Any]] = []
        self.orders: list[dict[str, Any]] = []
        # (the question or the order, what was said)
        self.said: list[tuple[str, dict[str, str]]] = []
        self.tries = 3

    def asks(self) -> None:
        now = datetime.now(UTC)
        self.prompts = [
            {
                "id": QUESTION,
                "reference": REFERENCE,
                "amount": {"value": "324000", "currency": "LAK"},
                "payee": "NSSO",
                "asked_at": now.isoformat(),
                "expires_at": (now + timedelta(seconds=120)).isoformat(),
            }
        ]
        self.orders = [order("pending")]

    def settles(self, state: str) -> None:
        self.prompts = []
        self.orders = [order(state)]

    def answer(self, said: dict[str, str]) -> Answer:
        if not self.prompts:
            return problem("not_found", 404)
        if said["decision"] == "approve" and said.get("pin") != "1234":
            self.tries -= 1
            return problem("step_up_failed", 403, left=self.tries)
        self.settles("posted" if said["decision"] == "approve" else "declined")
        return jsonify({"decision": said["decision"]})


LIVES = {
    "pending": (("confirmed", "confirmed_by_payer", 10), ("submitting", "push_started", 10), ("pending", "push_accepted", 11)),
    "posted": (("pending", "callback_received", 30), ("paid", "wallet_completed", 31), ("posted", "months_posted", 31)),
    "declined": (("declined", "wallet_declined", 31),),
}


def order(state: str) -> dict[str, Any]:
    """As the contract draws one; whole as far as the page reads it."""
    life = LIVES["pending"] + (LIVES[state] if state != "pending" else ())
    return {
        "as_of": "2026-11-22T02:01:00Z",
        "id": "po_Zl0xJ4c3m1Vb7Qe2",
        "reference": REFERENCE,
        "state": state,
        "may_have_charged": state != "declined",
        "under_review": False,
        "for_self": True,
        "masked_name": {"lo": "ຄຳ*** ດ***", "latin": "K*** D***"},
        "periods": {"first": "2026-11", "last": "2027-01"},
        "months": 3,
        "amount": {"value": "324000", "currency": "LAK"},
        "wallet": {"provider": "u_money", "masked_msisdn": "***02"},
        "wallet_reference": "MP0000000007" if state == "posted" else None,
        "receipt_no": "7311604824" if state == "posted" else None,
        "events": [{"at": f"2026-11-22T02:00:{second}Z", "state": state, "cause": cause} for state, cause, second in life],
    }


def problem(code: str, status: int, **params: object) -> Answer:
    return jsonify({"code": code, "params": params, "status": status}), status


def till_calls(till: Till) -> Blueprint:
    calls = Blueprint("till", __name__, url_prefix="/v1/sandbox")

    @calls.get("/wallet/prompts")
    def prompts() -> Response:
        return jsonify(till.prompts if request.args["msisdn"] == KEO else [])

    @calls.post("/wallet/prompts/<question>")
    def answer(question: str) -> Answer:
        till.said.append((question, request.get_json()))
        return till.answer(request.get_json())

    @calls.post("/wallet/<order_id>/decide")
    def decide(order_id: str) -> Response:
        till.said.append((order_id, request.get_json()))
        return jsonify(request.get_json())

    @calls.get("/payment-orders")
    def orders() -> Response:
        return jsonify(till.orders if request.args.get("msisdn") == KEO else [])

    return calls
