"""The inbox of wallet callbacks: kept raw, then only ever a reason to ask the wallet itself."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import bindparam, exists, func, insert, select, update
from sqlalchemy.orm import Session

from sandbox.payment_tables import PaymentOrder, PaymentReview, WalletHint
from sandbox.payments.machine import machine_now, note
from sandbox.payments.verdict import FINAL, WalletSays
from sandbox.payments.wallet import Transaction
from sandbox.reference_tables import table_of

# Nobody proves who he is at this door: what one order can fill is bounded, and the first ones are kept.
MOST_FOR_ONE = 40
# A line of the order's life for each of the first few; the rest are in the inbox.
TOLD = 5

_ORDERS = table_of(PaymentOrder)
_HINTS = table_of(WalletHint)
_STATE = select(_ORDERS.c.state).where(_ORDERS.c.id == bindparam("order"))
_BEFORE = select(func.count()).where(_HINTS.c.order_id == bindparam("order"))
_KEEP = insert(_HINTS)
_LOOK_AT = update(_ORDERS).where(_ORDERS.c.id == bindparam("order"), _ORDERS.c.state != "submitting")
_BODIES = select(_HINTS.c.body).where(_HINTS.c.order_id == bindparam("order"))
# A person has weighed the claims: after that only the wallet's own word counts.
_WEIGHED = exists().where(PaymentReview.subject == bindparam("order"), PaymentReview.closed_at.is_not(None))
_CLAIMS = _BODIES.where(~_WEIGHED)


def keep(sql: Session, order_id: str, body: bytes, now: datetime) -> None:
    state = sql.connection().execute(_STATE, {"order": order_id}).scalar()
    if state is None:
        return
    before = sql.connection().execute(_BEFORE, {"order": order_id}).scalar_one()
    if before < MOST_FOR_ONE:
        sql.connection().execute(_KEEP, {"order_id": order_id, "body": body, "received_at": now})
    if before < TOLD:
        note(sql, order_id, state, "callback_received", now)
    # In the same transaction: whatever dies after this, the sweeper asks. While the request itself is under way the wallet
    # cannot be asked what became of it; its answer, or the end of its time, leads there.
    sql.connection().execute(_LOOK_AT, {"order": order_id, "due_at": machine_now()})


def claimed(sql: Session, order: PaymentOrder) -> frozenset[str]:
    """How the callbacks about this very payment said that it ended, until a person decided."""
    bodies = sql.connection().execute(_CLAIMS, {"order": order.id}).scalars()
    return frozenset(word for body in bodies if (word := _ending(body, order)))


def named(sql: Session, order: PaymentOrder, transaction: str) -> bool:
    """Whether a callback about this very payment called it so: enough to find it by, and proof of nothing."""
    bodies = sql.connection().execute(_BODIES, {"order": order.id}).scalars()
    return any(said.transaction == transaction for body in bodies if (said := _about(body, order)))


def _ending(body: bytes, order: PaymentOrder) -> str:
    said = _about(body, order)
    return said.status if said and said.status in FINAL else ""


def _about(body: bytes, order: PaymentOrder) -> WalletSays | None:
    """What it says, if it speaks of this payment."""
    try:
        said = msgspec.json.decode(body, type=Transaction).says()
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return said if said.reference == order.reference else None
