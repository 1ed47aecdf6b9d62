"""What a person has to decide, written down once for each order and kind of doubt."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.payment_tables import PaymentOrder, PaymentReview


def open_review(sql: Session, order: PaymentOrder, kind: str, now: datetime) -> None:
    order.under_review = True
    # Flushed at once: the guarded update that may follow goes past what the session still holds.
    sql.flush()
    _write(sql, order.id, order.id, kind, now)


def open_for_transaction(sql: Session, transaction: str, kind: str, now: datetime) -> None:
    """Money that belongs to no order."""
    _write(sql, transaction, None, kind, now)


def subjects(sql: Session) -> set[str]:
    return set(sql.scalars(select(PaymentReview.subject)))


def _write(sql: Session, subject: str, order_id: str | None, kind: str, now: datetime) -> None:
    known = select(PaymentReview.id).where(PaymentReview.subject == subject, PaymentReview.kind == kind)
    if sql.scalar(known) is None:
        sql.add(PaymentReview(subject=subject, order_id=order_id, kind=kind, at=now))
        sql.flush()
