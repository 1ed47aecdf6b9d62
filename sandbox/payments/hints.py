"""The inbox of wallet callbacks: kept raw, then only ever a reason to ask the wallet itself."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from sandbox.payment_tables import PaymentOrder, WalletHint
from sandbox.payments.machine import machine_now, note
from sandbox.payments.verdict import FINAL
from sandbox.payments.wallet import Transaction

# Nobody proves who he is at this door: what one order can fill is bounded, and the first ones are kept.
MOST_FOR_ONE = 40
# A line of the order's life for each of the first few; the rest are in the inbox.
TOLD = 5


def keep(sql: Session, order_id: str, body: bytes, now: datetime) -> None:
    order = sql.get(PaymentOrder, order_id)
    if order is None:
        return
    before = sql.scalar(select(func.count()).where(WalletHint.order_id == order_id)) or 0
    if before < MOST_FOR_ONE:
        sql.add(WalletHint(order_id=order_id, body=body, received_at=now))
    if before < TOLD:
        note(sql, order_id, order.state, "callback_received", now)
    # In the same transaction: whatever dies after this, the sweeper asks. While the request itself is under way the wallet
    # cannot be asked what became of it; its answer, or the end of its time, leads there.
    look_at = update(PaymentOrder).where(PaymentOrder.id == order_id, PaymentOrder.state != "submitting")
    sql.execute(look_at.values(due_at=machine_now()))


def claimed(sql: Session, order: PaymentOrder) -> frozenset[str]:
    """How the callbacks about this very payment said that it ended."""
    bodies = sql.scalars(select(WalletHint.body).where(WalletHint.order_id == order.id))
    return frozenset(word for body in bodies if (word := _ending(body, order)))


def _ending(body: bytes, order: PaymentOrder) -> str:
    try:
        said = msgspec.json.decode(body, type=Transaction).says()
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    return said.status if said.reference == order.reference and said.status in FINAL else ""
