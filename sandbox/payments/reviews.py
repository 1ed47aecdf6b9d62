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
# The reviews in which a person looks at a difference of the books already, beside those of its own kind.
COVERED_BY: Final[dict[str, frozenset[str]]] = {
    "charged_not_paid": frozenset({"other_payment", "open_after_end", "charged_after_end", "callback_differs"}),
    "paid_not_charged": frozenset({"other_payment", "open_after_paid", "denied_after_paid"}),
    "charged_twice": frozenset({"second_transaction"}),
    "amount_differs": frozenset({"other_payment"}),
}


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
    undecided = PaymentReview.subject == order.id, PaymentReview.closed_at.is_(None)
    sql.execute(update(PaymentReview).where(*undecided, PaymentReview.kind.in_(sorted(WHETHER_PAID))).values(closed_at=now))
    order.under_review = sql.scalar(select(PaymentReview.id).where(*undecided).limit(1)) is not None
    sql.flush()


def still_open(sql: Session) -> set[tuple[str, str]]:
    """Each as its subject and its kind."""
    rows = sql.execute(select(PaymentReview.subject, PaymentReview.kind).where(PaymentReview.closed_at.is_(None)))
    return {(subject, kind) for subject, kind in rows}


def is_looked_at(subject: str, difference: str, reviews: set[tuple[str, str]]) -> bool:
    """Whether a person has this very matter; a review of another one hides nothing."""
    return any((subject, kind) in reviews for kind in {difference} | COVERED_BY.get(difference, frozenset()))


def _write(sql: Session, subject: str, order_id: str | None, kind: str, now: datetime) -> None:
    known = sql.scalar(select(PaymentReview).where(PaymentReview.subject == subject, PaymentReview.kind == kind))
    if known is None:
        sql.add(PaymentReview(subject=subject, order_id=order_id, kind=kind, at=now))
    elif known.closed_at is not None:
        known.at, known.closed_at = now, None
    sql.flush()
