"""The pretend wallet as seen through the sandbox: prompts on phones, what it is to do, and the books compared."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

import msgspec
from flask import Blueprint, Response
from msgspec import UNSET, Meta, Struct
from sqlalchemy import or_, select

from sandbox.backend import backend
from sandbox.moments import written
from sandbox.payment_tables import PaymentOrder
from sandbox.payments.deciding import Outcome
from sandbox.payments.deciding import decide as decide_review
from sandbox.payments.machine import machine_now
from sandbox.payments.reconcile import reconcile
from sandbox.payments.views import order_view
from sandbox.payments.wallet import WalletSilent, wallet_of
from sandbox.policy.problems import Refusal
from sandbox.records.tokens import is_id
from sandbox.web.answers import answer
from sandbox.web.bodies import MessagesQuery, OrdersQuery, body, query

blueprint = Blueprint("wallet_controls", __name__, url_prefix="/sandbox")

POST_LATE_S = 20.0
Decision = Literal[
    "approve", "decline", "insufficient_funds", "limit_exceeded", "timeout", "late", "twice", "contradict", "contradict_unpaid",
    "lose_callback", "post_late", "unavailable", "slow", "lose_reply",
]  # fmt: skip


class DecideWallet(Struct):
    decision: Decision
    after_s: Annotated[float, Meta(ge=0, le=86_400)] | None = None


class AnswerPrompt(Struct):
    decision: Literal["approve", "decline"]
    pin: Annotated[str, Meta(pattern=r"^[0-9]{4,6}\Z")] | None = None


class ResolveReview(Struct):
    outcome: Outcome


class Prompt(Struct, rename="camel"):
    """What the wallet tells of a question on a phone."""

    server_correlation_id: str
    reference: str
    amount: str
    currency: str
    payee: str
    shown_at: str
    expires_at: str | None = None


@blueprint.get("/payment-orders")
def payment_orders() -> Response:
    asked = query(OrdersQuery)
    parts = backend()
    found = select(PaymentOrder).order_by(PaymentOrder.confirmed_real.desc()).limit(asked.limit)
    if asked.msisdn is not UNSET:
        found = found.where(or_(PaymentOrder.payer_msisdn == asked.msisdn, PaymentOrder.wallet_msisdn == asked.msisdn))
    with parts.database.transaction() as sql:
        return answer([order_view(sql, order, written(parts.clock.now())) for order in sql.scalars(found)])


@blueprint.post("/payment-orders/<order_id>/resolve")
def resolve(order_id: str) -> Response:
    """What a person at the desk finds out about an order in review."""
    said = body(ResolveReview)
    if not is_id(order_id):
        raise Refusal("not_found")
    parts = backend()
    try:
        order = decide_review(parts, wallet_of(parts), order_id, said.outcome)
    except WalletSilent:
        raise Refusal("wallet_unavailable", retry_after=5) from None
    parts.stirred.set()
    with parts.database.transaction() as sql:
        return answer(order_view(sql, order, written(parts.clock.now())))


@blueprint.post("/reconciliation")
def compare_books() -> Response:
    parts = backend()
    try:
        found = reconcile(parts, wallet_of(parts))
    except WalletSilent:
        raise Refusal("wallet_unavailable", retry_after=5) from None
    parts.stirred.set()
    return answer({"as_of": written(parts.clock.now()), **found})


@blueprint.get("/wallet/prompts")
def prompts() -> Response:
    asked = query(MessagesQuery)
    raw = _ask_wallet("GET", "/control/prompts?msisdn=" + asked.msisdn.replace("+", "%2B"))
    return answer([_prompt(one) for one in msgspec.json.decode(raw, type=list[Prompt])])


@blueprint.post("/wallet/prompts/<prompt_id>")
def answer_prompt(prompt_id: str) -> Response:
    said = body(AnswerPrompt)
    if not is_id(prompt_id):
        raise Refusal("not_found")
    _ask_wallet("POST", f"/control/prompts/{prompt_id}", {"decision": said.decision, "pin": said.pin or ""})
    return answer({"decision": said.decision})


@blueprint.post("/wallet/<name>/decide")
def decide(name: str) -> Response:
    said = body(DecideWallet)
    if not is_id(name):
        raise Refusal("not_found")
    with backend().database.transaction() as sql:
        order = sql.scalar(select(PaymentOrder).where(or_(PaymentOrder.id == name, PaymentOrder.reference == name)))
        if order is None:
            raise Refusal("not_found")
        if said.decision == "post_late":
            order.post_after_real = machine_now() + timedelta(seconds=POST_LATE_S if said.after_s is None else said.after_s)
        reference = order.reference
    _ask_wallet("POST", "/control/decide", {"reference": reference, "decision": said.decision, "after_s": said.after_s})
    return answer({"decision": said.decision})


def _ask_wallet(method: str, path: str, asked: Any = None) -> bytes:
    try:
        status, raw = wallet_of(backend()).send(method, path, asked)
    except WalletSilent:
        raise Refusal("wallet_unavailable", retry_after=5) from None
    if status == 403:
        raise Refusal("step_up_failed")
    if status in {404, 409}:
        raise Refusal("not_found")
    if status >= 400:
        raise Refusal("wallet_unavailable", retry_after=5)
    return raw


def _prompt(one: Prompt) -> dict[str, Any]:
    return {
        "id": one.server_correlation_id,
        "reference": one.reference,
        "amount": {"value": one.amount, "currency": one.currency},
        "payee": one.payee,
        "asked_at": one.shown_at,
        "expires_at": one.expires_at,
    }
