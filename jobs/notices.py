"""Tells people what became of a payment: woken by an order's id, it reads the order and sends what is owed, each once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final

from redis import RedisError

from backend_client import Backend
from backend_client.notice_shapes import PaymentNotice, PaymentNotices
from backend_client.payment_shapes import PaymentState
from engine.text import locale_of, use_locale
from jobs.handing import REACHED_A_GATEWAY, said, settled
from jobs.machine import Machine, machine
from jobs.messages import MAY_HAVE_GONE, Outgoing, Priority, Status, gone
from jobs.notice_words import text_of

# For what the backend does in one job; the gateway has its own time.
BACKEND_SECONDS: Final = 20.0
# A teller mostly waits, for the backend and for the gateway.
AT_ONCE: Final = 8


def tell_waiting(order_id: str) -> None:
    """The order that woke this job, then those that came meanwhile: a fork, a connection and a token serve them all."""
    machine().waiting.begin()
    tell(order_id)
    with ThreadPoolExecutor(AT_ONCE) as tellers:
        for told in [tellers.submit(_tell_others) for _ in range(AT_ONCE)]:
            told.result()


def _tell_others() -> None:
    for order_id in machine().waiting.until_none_comes():
        tell(order_id)


def tell(order_id: str) -> None:
    """Sends every notice the order owes. Run twice, or twice at once, it sends each once: the backend lends a notice out."""
    parts = machine()
    backend = parts.backend(BACKEND_SECONDS)
    notices = backend.payment_desk.lend(order_id)
    for notice in notices.items:
        _tell(parts, backend, notices, notice)
    if notices.order.state is PaymentState.POSTED:
        # Without this mark it is only looked at once more.
        with suppress(RedisError):
            parts.waiting.told(order_id)


def _tell(parts: Machine, backend: Backend, notices: PaymentNotices, notice: PaymentNotice) -> None:
    order_id = notices.order.id
    use_locale(locale_of(notice.language, notice.script) if notice.language else parts.settings.default_locale)
    # The order is of the moment of the loan: what it says now was not sent before.
    text = text_of(notice, notices, parts.settings.service_code)
    if not text:
        backend.payment_desk.report(order_id, notice.kind, "failed")
        return
    # The order's state is part of it: "the months count" is another message than "they count soon", and each is said once.
    subject = f"notice:{order_id}:{notice.kind}:{notices.order.state}"
    # Who pays dialled from there and was promised it; whom it is for asked for nothing.
    status = said(parts, Outgoing(notice.msisdn, text, Priority.REPLY, notice.kind, subject, asked=notice.to == "payer"))
    backend.payment_desk.report(order_id, notice.kind, _became(status))
    if gone(status):
        # Whoever asks for her receipt once more is sent another.
        settled(parts, subject)
    if status in REACHED_A_GATEWAY:
        parts.counts.add(f"notices_sent:{notice.kind}")
        parts.counts.posted(notices.order)
    else:
        parts.counts.add(f"notices_not_sent:{notice.kind}")


def _became(status: Status) -> str:
    """As the backend is told. What may have gone is not tried again: a second receipt frightens more than a missing one."""
    if not gone(status):
        return "failed"
    return "sent" if status in MAY_HAVE_GONE else "undeliverable"
