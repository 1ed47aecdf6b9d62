"""Tells people what became of a payment: woken by an order's id, it reads the order and sends what is owed, each once."""

from __future__ import annotations

from typing import Final

from redis import RedisError

from backend_client import Backend
from backend_client.errors import Refused
from backend_client.notice_shapes import PaymentNotice, PaymentNotices
from engine.text import locale_of, use_locale
from jobs.machine import Machine, machine
from jobs.messages import Outgoing, Priority, Status
from jobs.notice_words import text_of
from jobs.outbox import gone

# For what the backend does in one job; the gateway has its own time.
BACKEND_SECONDS: Final = 20.0
REACHED_A_GATEWAY: Final = frozenset({Status.HANDED, Status.DELIVERED})


def tell(order_id: str) -> None:
    """Sends every notice the order owes. Run twice, or twice at once, it sends each once: the backend lends a notice out."""
    parts = machine()
    backend = parts.backend(BACKEND_SECONDS)
    notices = backend.payment_desk.notices(order_id)
    for notice in notices.items:
        if notice.state == "owed":
            _tell(parts, backend, notices, notice)


def _tell(parts: Machine, backend: Backend, notices: PaymentNotices, notice: PaymentNotice) -> None:
    order_id = notices.order.id
    try:
        backend.payment_desk.report(order_id, notice.kind, "sending")
    except Refused:
        # Sent already, or in other hands.
        return
    use_locale(locale_of(notice.language, notice.script) if notice.language else parts.settings.default_locale)
    # Read once more: between the list and the loan the order may have moved on.
    current = backend.payment_desk.notices(order_id)
    text = text_of(notice, current, parts.settings.service_code)
    if not text:
        backend.payment_desk.report(order_id, notice.kind, "failed")
        return
    # The order's state is part of it: "the months count" is another message than "they count soon", and each is said once.
    subject = f"notice:{order_id}:{notice.kind}:{current.order.state}"
    status = _say(parts, Outgoing(notice.msisdn, text, Priority.REPLY, notice.kind, subject))
    # What may have gone, or never can go, is not tried again: a second receipt frightens more than a missing one.
    backend.payment_desk.report(order_id, notice.kind, "sent" if gone(status) else "failed")
    if status in REACHED_A_GATEWAY:
        parts.counts.add(f"notices_sent:{notice.kind}")
        parts.counts.posted(current.order)
    else:
        parts.counts.add(f"notices_not_sent:{notice.kind}")


def _say(parts: Machine, message: Outgoing) -> Status:
    """Without its store the outbox sends nothing: the notice stays owed."""
    try:
        return parts.outbox.say(message)
    except RedisError:
        return Status.QUEUED
