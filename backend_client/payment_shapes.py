"""What the backend says of payments."""

from __future__ import annotations

from datetime import datetime

from backend_client.shapes import Money, Name, Shape, Word


class PaymentState(Word):
    """PAID is received and not yet posted. UNKNOWN and NEEDS_REVIEW: nobody knows yet; do not pay again."""

    CREATED = "created"
    CONFIRMED = "confirmed"
    SUBMITTING = "submitting"
    PENDING = "pending"
    PAID = "paid"
    POSTED = "posted"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NEEDS_REVIEW = "needs_review"
    OTHER = "other"


class Periods(Shape, frozen=True, kw_only=True):
    """Months as YYYY-MM, both included."""

    first: str
    last: str


class PaymentQuote(Shape, frozen=True, kw_only=True):
    """A price, good until `expires_at`. months_behind: None for somebody else."""

    as_of: datetime
    quote_id: str
    for_self: bool
    masked_name: Name
    periods: Periods
    months: int
    amount: Money
    months_behind: int | None = None
    expires_at: datetime


class PaymentFailure(Shape, frozen=True, kw_only=True):
    """Why nothing was charged, or why a person has to look."""

    code: str


class PaymentEvent(Shape, frozen=True, kw_only=True):
    """One step of an order's life; `state` is the one after it."""

    at: datetime
    state: PaymentState
    cause: str


class PaymentWallet(Shape, frozen=True, kw_only=True):
    """The wallet that was asked; the number by its last two digits."""

    provider: str
    masked_msisdn: str


class PaymentOrder(Shape, frozen=True, kw_only=True):
    """As long as `may_have_charged` is true nobody may be told that nothing was charged, nor be invited to pay again."""

    as_of: datetime
    id: str
    reference: str
    state: PaymentState
    may_have_charged: bool
    under_review: bool
    for_self: bool
    masked_name: Name
    periods: Periods
    months: int
    amount: Money
    wallet: PaymentWallet
    wallet_reference: str | None = None
    created_at: datetime
    updated_at: datetime
    paid_at: datetime | None = None
    posted_at: datetime | None = None
    receipt_no: str | None = None
    failure: PaymentFailure | None = None
    ask_again_s: int | None = None
    events: tuple[PaymentEvent, ...]


class Payment(Shape, frozen=True, kw_only=True):
    """One payment in a list. role: payer or beneficiary, payer when both."""

    order_id: str
    reference: str
    state: PaymentState
    may_have_charged: bool
    role: str
    for_self: bool
    masked_name: Name
    payer_masked_msisdn: str
    periods: Periods
    months: int
    amount: Money
    wallet_reference: str | None = None
    created_at: datetime
    paid_at: datetime | None = None
    posted_at: datetime | None = None
    receipt_no: str | None = None


class Payments(Shape, frozen=True, kw_only=True):
    """Newest first."""

    as_of: datetime
    items: tuple[Payment, ...]
    next_cursor: str | None = None


class Receipt(Shape, frozen=True, kw_only=True):
    """`whole` only for the payer's number and, with a PIN, the member it is for."""

    as_of: datetime
    no: str
    valid: bool
    periods: Periods | None = None
    months: int | None = None
    posted: bool | None = None
    whole: Payment | None = None


class WalletProvider(Shape, frozen=True, kw_only=True):
    """A wallet that can pay. prefixes: a number of this wallet begins with one of them. limit: the most one payment may be."""

    code: str
    name: Name
    prefixes: tuple[str, ...]
    limit: Money


class WalletProviders(Shape, frozen=True, kw_only=True):
    """In the order to show."""

    as_of: datetime
    items: tuple[WalletProvider, ...]
