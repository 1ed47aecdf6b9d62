"""Payments: quotes, orders with their life, what came from the wallet, what goes to the channel, receipts.

Moments called `due_at`, `until` and `*_real` are the machine's own time, so that nothing waits for ever where the
sandbox's clock stands still or begins anew; all the others are the sandbox's time.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sandbox.reference_tables import Base

ID = String(40)
ORDER = "payment_order.id"


class PaymentQuote(Base):
    __tablename__ = "payment_quote"
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    payer_msisdn: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    for_self: Mapped[bool]
    first_period: Mapped[str] = mapped_column(String(7))
    last_period: Mapped[str] = mapped_column(String(7))
    months: Mapped[int]
    amount: Mapped[str] = mapped_column(String(20))
    currency: Mapped[str] = mapped_column(String(3))
    expires_at: Mapped[datetime]


class PaymentOrder(Base):
    """Its state moves in sandbox/payments/machine.py only. `due_at` is when somebody has to look at it, null when nobody has."""

    __tablename__ = "payment_order"
    __table_args__ = (
        Index("ix_payment_order_payer", "payer_msisdn", "created_at"),
        Index("ix_payment_order_due", "due_at"),
        Index("ix_payment_order_owing", "notices_open", "owing_real"),
        # How payments go is asked every few seconds, and is counted without a look at the rows.
        Index("ix_payment_order_state", "state", "confirmed_real"),
    )
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    quote_id: Mapped[str] = mapped_column(ForeignKey("payment_quote.id"), unique=True)
    reference: Mapped[str] = mapped_column(String(10), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    payer_msisdn: Mapped[str] = mapped_column(String(20))
    payer_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    session_id: Mapped[str] = mapped_column(ID)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    for_self: Mapped[bool]
    first_period: Mapped[str] = mapped_column(String(7))
    last_period: Mapped[str] = mapped_column(String(7))
    months: Mapped[int]
    amount: Mapped[str] = mapped_column(String(20))
    currency: Mapped[str] = mapped_column(String(3))
    provider: Mapped[str] = mapped_column(String(20))
    wallet_msisdn: Mapped[str] = mapped_column(String(20))
    wallet_reference: Mapped[str | None] = mapped_column(String(40), index=True)
    failure: Mapped[str | None] = mapped_column(String(30))
    under_review: Mapped[bool] = mapped_column(default=False)
    # Somebody may have to be told something; false once all that is owed was sent.
    notices_open: Mapped[bool] = mapped_column(default=False)
    # When that came up: it got to where there is something to tell, or a notice was asked for once more.
    owing_real: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    posted_at: Mapped[datetime | None]
    confirmed_real: Mapped[datetime]
    post_after_real: Mapped[datetime | None]
    pushes: Mapped[int] = mapped_column(default=0)
    looks: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]


class PaymentPeriod(Base):
    """A month somebody pays. Live from the confirmation until it is certain that nothing was charged, and for ever once paid."""

    __tablename__ = "payment_period"
    __table_args__ = (
        Index("ux_payment_period_live", "person_id", "period", unique=True, sqlite_where=text("live = 1"), postgresql_where=text("live")),
    )
    order_id: Mapped[str] = mapped_column(ForeignKey(ORDER), primary_key=True)
    period: Mapped[str] = mapped_column(String(7), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    live: Mapped[bool] = mapped_column(default=True)


class PaymentEvent(Base):
    """The audit: one row for every move, written with it."""

    __tablename__ = "payment_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey(ORDER), index=True)
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    cause: Mapped[str] = mapped_column(String(30))


class WalletHint(Base):
    """The inbox: what somebody put on the callback address, byte for byte. It proves nothing."""

    __tablename__ = "wallet_hint"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey(ORDER), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]


class OutgoingEvent(Base):
    """The outbox: a webhook to the channel, owed until it was taken; about an order or about a notification."""

    __tablename__ = "outgoing_event"
    __table_args__ = (Index("ix_outgoing_event_due", "due_at"), Index("ix_outgoing_event_order", "order_id", "type"))
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    type: Mapped[str] = mapped_column(String(40))
    order_id: Mapped[str | None] = mapped_column(ForeignKey(ORDER))
    notification_id: Mapped[str | None] = mapped_column(ForeignKey("notification.id"))
    created_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]


class Receipt(Base):
    __tablename__ = "receipt"
    no: Mapped[str] = mapped_column(String(10), primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey(ORDER), unique=True)
    issued_at: Mapped[datetime]


class NoticeTaken(Base):
    """A notice in somebody's hands until `until`, sent, or never to be; `order_state` is what its words were drawn from."""

    __tablename__ = "notice_taken"
    order_id: Mapped[str] = mapped_column(ForeignKey(ORDER), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    order_state: Mapped[str] = mapped_column(String(20))
    until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    # No SMS reaches that number: not sent, and not owed before somebody asks again.
    undeliverable: Mapped[bool] = mapped_column(default=False)


class PaymentReview(Base):
    """What a person has to decide. `order_id` is null for money that belongs to no order."""

    __tablename__ = "payment_review"
    __table_args__ = (UniqueConstraint("subject", "kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(ID)
    order_id: Mapped[str | None] = mapped_column(ForeignKey(ORDER))
    kind: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime]
    # When a person decided it.
    closed_at: Mapped[datetime | None]


class PaymentTry(Base):
    """A number typed by a caller, or an SMS asked for again: whose limits are counted by it."""

    __tablename__ = "payment_try"
    __table_args__ = (Index("ix_payment_try", "msisdn", "kind", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    msisdn: Mapped[str] = mapped_column(String(20))
    typed: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
