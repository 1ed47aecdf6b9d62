"""For the channel's jobs, without a caller: whom to tell what, what is due, and how payments go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from sandbox.backend import backend
from sandbox.moments import written
from sandbox.payment_tables import PaymentOrder
from sandbox.payments import notices
from sandbox.payments.machine import machine_now
from sandbox.payments.views import notice_views, order_view
from sandbox.policy.masking import masked_phone
from sandbox.policy.problems import Refusal
from sandbox.web.bodies import ReportNotice, body
from sandbox.web.doors import anyone

blueprint = Blueprint("payment_notices", __name__, url_prefix="/payment-orders")

RECENT = timedelta(minutes=10)
KINDS = frozenset({"receipt", "posted", "not_paid", "review", "paid_for_you"})
_READ = select(PaymentOrder).where(PaymentOrder.id == bindparam("order"))
_HOLD = _READ.with_for_update()


@blueprint.get("/due")
@anyone
def due(sql: Session) -> dict[str, Any]:
    return {"as_of": _as_of(), "items": notices.due(sql)}


@blueprint.get("/statistics")
@anyone
def statistics(sql: Session) -> dict[str, Any]:
    now = backend().clock.now()
    return {
        "as_of": _as_of(),
        "by_state": _by_state(sql),
        "recent": _by_state(sql, PaymentOrder.confirmed_real > machine_now() - RECENT),
        "oldest_unknown_s": _oldest(sql, "unknown", now),
        "oldest_unposted_s": _oldest(sql, "paid", now),
    }


@blueprint.get("/<order_id>/notices")
@anyone
def of_order(sql: Session, order_id: str) -> dict[str, Any]:
    order = _order(sql, order_id)
    return _view(sql, order, notices.notices(sql, order))


def _view(sql: Session, order: PaymentOrder, found: Sequence[notices.Notice]) -> dict[str, Any]:
    return {
        "as_of": _as_of(),
        "order": order_view(sql, order, _as_of()),
        "payer_masked_msisdn": masked_phone(order.payer_msisdn),
        "items": notice_views(sql, found),
    }


@blueprint.put("/<order_id>/notices")
@anyone
def lend(sql: Session, order_id: str) -> dict[str, Any]:
    if body(ReportNotice).state != "sending":
        raise Refusal("invalid_request", field="state")
    order = _order(sql, order_id, held=True)
    return _view(sql, order, notices.lend(sql, order))


@blueprint.put("/<order_id>/notices/<kind>")
@anyone
def report(sql: Session, order_id: str, kind: str) -> dict[str, Any]:
    if kind not in KINDS:
        raise Refusal("invalid_request", field="kind")
    said = body(ReportNotice).state
    notice = notices.report(sql, _order(sql, order_id, held=True), kind, said, backend().clock.now())
    return {"as_of": _as_of(), "kind": kind, "state": notice.state, "was_undeliverable": notice.was_undeliverable}


def _order(sql: Session, order_id: str, *, held: bool = False) -> PaymentOrder:
    order = sql.scalar(_HOLD if held else _READ, {"order": order_id.replace("\0", "")})
    if order is None:
        raise Refusal("not_found")
    return order


def _by_state(sql: Session, *which: Any) -> list[dict[str, Any]]:
    rows = sql.execute(select(PaymentOrder.state, func.count()).where(*which).group_by(PaymentOrder.state).order_by(PaymentOrder.state))
    return [{"state": state, "orders": orders} for state, orders in rows]


def _oldest(sql: Session, state: str, now: datetime) -> int | None:
    since = sql.scalar(select(func.min(PaymentOrder.updated_at)).where(PaymentOrder.state == state))
    return None if since is None else max(0, int((now - since).total_seconds()))


def _as_of() -> str:
    return written(backend().clock.now())
