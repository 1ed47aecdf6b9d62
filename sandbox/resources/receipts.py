"""What was paid: receipts that anybody can check, and the payments of a number or a member."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from sandbox.backend import backend
from sandbox.caller import Caller, held
from sandbox.payment_tables import PaymentOrder, Receipt
from sandbox.payments import tries
from sandbox.payments.finding import SHOWN_TO_NUMBER, is_payer, is_proven, role_of
from sandbox.payments.machine import RECEIVED
from sandbox.payments.views import payment_view, periods_view
from sandbox.policy.problems import Refusal
from sandbox.records.looks import write_look
from sandbox.web.answers import answer
from sandbox.web.bodies import PageQuery, Reference, checked, query
from sandbox.web.doors import calling, knock

blueprint = Blueprint("receipts", __name__)


@blueprint.get("/receipts/<no>")
def receipt(no: str) -> Response:
    with backend().database.transaction() as sql:
        caller = knock(sql)
        order = _of_receipt(sql, checked(no, Reference, "no"))
        refusal = None if order else tries.count(sql, "receipt", caller.session.msisdn, no, caller.now)
        said = _view(caller, no, order)
    # The count of bad numbers stays.
    if refusal:
        raise refusal
    return answer(said)


def _of_receipt(sql: Session, no: str) -> PaymentOrder | None:
    found = select(PaymentOrder).join(Receipt, Receipt.order_id == PaymentOrder.id).where(Receipt.no == no)
    return sql.scalar(found.where(PaymentOrder.state.in_(RECEIVED)))


def _view(caller: Caller, no: str, order: PaymentOrder | None) -> dict[str, Any]:
    role = role_of(caller, order) if order else ""
    return {
        "as_of": caller.as_of,
        "no": no,
        "valid": order is not None,
        "periods": periods_view(order) if order else None,
        "months": order.months if order else None,
        "posted": order.state == "posted" if order else None,
        "whole": payment_view(caller.sql, order, role) if order and role else None,
    }


@blueprint.get("/me/payments")
@calling
def payments(caller: Caller) -> dict[str, Any]:
    if caller.hold_until:
        raise held(caller.hold_until, caller.now)
    asked = query(PageQuery)
    found = select(PaymentOrder).where(_mine(caller)).order_by(PaymentOrder.created_at.desc(), PaymentOrder.id.desc())
    rows = caller.sql.scalars(found.offset(_place(asked.cursor or "0")).limit(asked.limit + 1)).all()
    page = rows[: asked.limit]
    if caller.person:
        write_look(caller.sql, caller.session, caller.person.id, "self", "payment", caller.purpose, caller.now)
    return {
        "as_of": caller.as_of,
        "items": [payment_view(caller.sql, order, "payer" if is_payer(caller.session, order) else "beneficiary") for order in page],
        "next_cursor": str(_place(asked.cursor or "0") + len(page)) if len(rows) > len(page) else None,
    }


def _mine(caller: Caller) -> Any:
    recent = PaymentOrder.created_at > caller.now - SHOWN_TO_NUMBER
    paid = and_(PaymentOrder.payer_msisdn == caller.session.msisdn, recent)
    if not is_proven(caller.session):
        paid = and_(paid, PaymentOrder.session_id == caller.session.id)
    if caller.person is None or not caller.has("L2"):
        return paid
    received = and_(PaymentOrder.person_id == caller.person.id, PaymentOrder.state.in_(RECEIVED))
    return or_(paid, received)


def _place(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 9):
        raise Refusal("invalid_request", field="cursor")
    return int(cursor)
