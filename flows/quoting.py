"""Asks for a price, unless payments are paused."""

from __future__ import annotations

from backend_client.errors import Refused
from backend_client.payment_shapes import PaymentQuote
from engine.call import Call


def quote_of(call: Call, whom: str, count: int) -> PaymentQuote:
    """A price, which reserves nothing; none while too many payments end in the unknown. Raises Refused, Unavailable."""
    backend = call.backend_again
    if backend.payments_paused():
        raise Refused("wallet_unavailable")
    return backend.payments.quote(whom, count)
