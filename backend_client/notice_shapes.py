"""Whom to tell what became of a payment, and how payments go: what the channel itself asks."""

from __future__ import annotations

from datetime import datetime

from backend_client.payment_shapes import PaymentOrder, PaymentState
from backend_client.shapes import Shape, Word


class NoticeKind(Word):
    """RECEIPT, POSTED, NOT_PAID and REVIEW go to the payer, PAID_FOR_YOU to whom it was paid for."""

    RECEIPT = "receipt"
    POSTED = "posted"
    NOT_PAID = "not_paid"
    REVIEW = "review"
    PAID_FOR_YOU = "paid_for_you"
    OTHER = "other"


class PaymentOrdersDue(Shape, frozen=True, kw_only=True):
    """Ids, oldest first."""

    as_of: datetime
    items: tuple[str, ...]


class StateCount(Shape, frozen=True, kw_only=True):
    """How many orders are in a state."""

    state: PaymentState
    orders: int


class PaymentStatistics(Shape, frozen=True, kw_only=True):
    """recent: of the last ten minutes. The two ages are in seconds, None when there is no such order."""

    as_of: datetime
    by_state: tuple[StateCount, ...]
    recent: tuple[StateCount, ...]
    oldest_unknown_s: int | None = None
    oldest_unposted_s: int | None = None


class PaymentNotice(Shape, frozen=True, kw_only=True):
    """Somebody to be told. discreet: words that name no subject. amounts: whether the text may carry the amount."""

    kind: NoticeKind
    to: str
    msisdn: str
    language: str | None = None
    script: str | None = None
    discreet: bool
    amounts: bool
    state: str
    sent_at: datetime | None = None


class PaymentNotices(Shape, frozen=True, kw_only=True):
    """The order of now, and its notices."""

    as_of: datetime
    order: PaymentOrder
    payer_masked_msisdn: str
    items: tuple[PaymentNotice, ...]


class NoticeReport(Shape, frozen=True, kw_only=True):
    """Where a notice stands after the report. was_undeliverable: asked for once more, and the last time no SMS reached the number."""

    as_of: datetime
    kind: NoticeKind
    state: str
    was_undeliverable: bool = False
