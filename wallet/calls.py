"""The calls of the GSMA's API that a merchant makes."""

from __future__ import annotations

import re
import time
from typing import Any

from flask import Blueprint, Response, jsonify, request

from wallet import errors
from wallet.accepting import Request, accept, find, meet
from wallet.behaviours import SLOW_MS
from wallet.bodies import body, query
from wallet.callbacks import usable
from wallet.chances import Behaviour
from wallet.ledger import Row
from wallet.parts import parts
from wallet.shapes import MerchantPay, request_state, row_of, transaction
from wallet.statement import Asked, statement

blueprint = Blueprint("calls", __name__)
CORRELATION_ID = re.compile(r"[A-Za-z0-9_.:-]{1,100}")


@blueprint.get("/heartbeat")
@blueprint.get("/health")
def heartbeat() -> Response:
    return jsonify({"serviceStatus": "available"})


@blueprint.post("/transactions/type/merchantpay")
def merchantpay() -> tuple[Response, int]:
    asked = Request(_correlation_id(), _callback_url(), body(MerchantPay))
    met = meet(parts().ledger, asked)
    if met and met.decision == "unavailable":
        raise errors.unavailable()
    row = accept(parts().ledger, asked, parts().prompt_ms)
    _treat(met)
    return jsonify(request_state(row)), 202


def _treat(met: Behaviour | None) -> None:
    """What is done to an answer after the payment was accepted."""
    if met and met.decision == "slow":
        time.sleep((SLOW_MS if met.after_ms is None else met.after_ms) / 1000)
    elif met and met.decision == "lose_reply":
        raise errors.unavailable(504)


@blueprint.get("/requeststates/<server_id>")
def state_of_request(server_id: str) -> Response:
    return jsonify(request_state(_one("request", "server_id = ?", server_id)))


@blueprint.get("/responses/<correlation_id>")
def response(correlation_id: str) -> Response:
    """The GSMA's link, and beside it the object that the link leads to."""
    row = find(parts().ledger, correlation_id)
    if row is None:
        raise errors.not_found("correlation_id")
    finished = transaction(row)
    return jsonify({"link": f"/transactions/{finished['transactionReference']}", "transaction": finished})


@blueprint.get("/transactions/<reference>")
def one_transaction(reference: str) -> Response:
    return jsonify(transaction(_one("transaction", "id = ?", row_of(reference))))


@blueprint.get("/statement")
def posted_debits() -> Response:
    return jsonify(statement(parts().ledger, query(Asked)))


def _one(what: str, condition: str, value: Any) -> Row:
    row = parts().ledger.one(f"SELECT * FROM transactions WHERE {condition}", value)  # noqa: S608 - our own words
    if row is None:
        raise errors.not_found(what)
    return row


def _correlation_id() -> str:
    given = request.headers.get("X-CorrelationID", "")
    if not given:
        raise errors.Refused("validation", "mandatoryValueNotSupplied", "X-CorrelationID")
    if not CORRELATION_ID.fullmatch(given):
        raise errors.invalid("X-CorrelationID")
    return given


def _callback_url() -> str | None:
    given = request.headers.get("X-Callback-URL")
    if given and not usable(given):
        raise errors.invalid("X-Callback-URL")
    return given or None
