"""Asks for a price, unless payments pause."""

from __future__ import annotations

from typing import Final

from backend_client.errors import Refused
from backend_client.payment_shapes import PaymentQuote
from engine.call import Call

# Not the contract's: we take no new payments while too many end in doubt.
PAUSED: Final = "payments_paused"


def quote_of(call: Call, whom: str, count: int) -> PaymentQuote:
    """A price, which reserves nothing; none while too many payments end in doubt. Raises Refused, Unavailable."""
    backend = call.backend_again
    if backend.payments_paused():
        raise Refused(PAUSED)
    return backend.payments.quote(whom, count)
