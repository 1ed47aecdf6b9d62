"""What a person has to decide, written down once for each order and kind of doubt."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sandbox.payment_tables import PaymentOrder, PaymentReview

# Whether money moved at all: what the decision about an order answers. The others are about how much, or what was written of it.
WHETHER_PAID: Final = frozenset(
    {"other_payment", "open_after_end", "charged_after_end", "callback_differs", "open_after_paid", "denied_after_paid"}
)


def open_review(sql: Session, order: PaymentOrder, kind: str, now: datetime) -> None:
    order.under_review = True
    # Flushed at once: the guarded update that may follow goes past what the session still holds.
    sql.flush()
    _write(sql, order.id, order.id, kind, now)


def open_for_transaction(sql: Session, transaction: str, kind: str, now: datetime) -> None:
    """Money that belongs to no order."""
    _write(sql, transaction, None, kind, now)


def close(sql: Session, order: PaymentOrder, now: datetime) -> None:
    """A person said whether it is paid; any other doubt about it stays with a person."""
    still_open = PaymentReview.subject == order.id, PaymentReview.closed_at.is_(None)
    sql.execute(update(PaymentReview).where(*still_open, PaymentReview.kind.in_(sorted(WHETHER_PAID))).values(closed_at=now))
    order.under_review = sql.scalar(select(PaymentReview.id).where(*still_open).limit(1)) is not None
    sql.flush()


def subjects(sql: Session) -> set[str]:
    return set(sql.scalars(select(PaymentReview.subject).where(PaymentReview.closed_at.is_(None))))


def _write(sql: Session, subject: str, order_id: str | None, kind: str, now: datetime) -> None:
    known = sql.scalar(select(PaymentReview).where(PaymentReview.subject == subject, PaymentReview.kind == kind))
    if known is None:
        sql.add(PaymentReview(subject=subject, order_id=order_id, kind=kind, at=now))
    elif known.closed_at is not None:
        known.at, known.closed_at = now, None
    sql.flush()
