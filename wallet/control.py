"""The tester's side of the wallet: how payments go, the phones' prompts, and a fresh start; no real wallet has these."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from flask import Blueprint, Response, jsonify
from msgspec import UNSET, Meta, Struct, UnsetType

from wallet import chances, errors, prompts
from wallet.bodies import body, query
from wallet.deciding import Order, decide
from wallet.ledger import Row
from wallet.parts import parts
from wallet.shapes import Text, request_state, transaction, written
from wallet.statement import all_debits

blueprint = Blueprint("control", __name__, url_prefix="/control")
Kip = Annotated[int, Meta(ge=0, le=10**15)]


class PromptsQuery(Struct, frozen=True):
    msisdn: str | UnsetType = UNSET


class PromptAnswer(Struct, frozen=True):
    decision: Literal["approve", "decline"]
    pin: Annotated[str, Meta(max_length=20)] = ""


class Wallet(Struct, frozen=True):
    """null is plenty, and the usual limit."""

    msisdn: Annotated[str, Meta(pattern=r"^\+[0-9]{8,15}\Z")]
    balance: Kip | None = None
    limit: Kip | None = None


class ReferenceQuery(Struct, frozen=True):
    reference: Text


@blueprint.post("/decide")
def decide_one() -> Response:
    decided = decide(parts().ledger, body(Order))
    return jsonify({"decided": [request_state(row) for row in decided], "planned": not decided})


@blueprint.post("/rates")
def set_rates() -> Response:
    given = body(chances.Chances)
    if chances.too_many(given):
        raise errors.invalid("rates")
    with parts().ledger.writing() as sql:
        chances.set_chances(sql, given)
    return jsonify({"seed": given.seed, "rates": given.rates, "after_s": given.after_s})


@blueprint.get("/prompts")
def waiting_prompts() -> Response:
    asked = query(PromptsQuery).msisdn
    # A plus that was not escaped in the address arrives as a space.
    return jsonify(prompts.waiting(parts().ledger, None if asked is UNSET else asked.replace(" ", "+")))


@blueprint.post("/prompts/<server_id>")
def answer_prompt(server_id: str) -> Response:
    said = body(PromptAnswer)
    return jsonify(transaction(prompts.answer(parts().ledger, server_id, said.pin, said.decision)))


@blueprint.post("/wallets")
def set_wallet() -> Response:
    given = body(Wallet)
    with parts().ledger.writing() as sql:
        values = (given.msisdn, given.balance, given.limit)
        sql.execute("INSERT OR REPLACE INTO wallets (msisdn, balance, most) VALUES (?, ?, ?)", values)
    return jsonify({"msisdn": given.msisdn, "balance": given.balance, "limit": given.limit})


@blueprint.get("/callbacks")
def callbacks_of_one() -> Response:
    """For a time line: what was sent for a reference, how often, and when it was taken."""
    question = """SELECT callbacks.* FROM callbacks JOIN transactions ON transactions.id = callbacks.transaction_id
        WHERE reference = ? ORDER BY callbacks.id"""
    rows = parts().ledger.read(question, query(ReferenceQuery).reference)
    return jsonify([_callback(row) for row in rows])


@blueprint.get("/debits")
def debits() -> Response:
    return jsonify(all_debits(parts().ledger))


@blueprint.post("/reset")
def reset() -> Response:
    parts().ledger.reset()
    return jsonify({"reset": True})


def _callback(row: Row) -> dict[str, Any]:
    claimed = msgspec.json.decode(row["body"])["transactionStatus"]
    moments = {"dueAt": _or_none(row["due_at"]), "deliveredAt": _or_none(row["delivered_at"])}
    return {"transactionStatus": claimed, "attempts": row["attempts"], **moments}


def _or_none(moment_ms: int | None) -> str | None:
    return None if moment_ms is None else written(moment_ms)
