"""One quote confirmed, and what may be said when no answer came."""

from __future__ import annotations

from typing import Final

from backend_client.errors import Refused, Unavailable
from backend_client.payment_shapes import PaymentOrder
from engine.call import Call
from flows.begun_words import AWAY
from flows.quoting import PAUSED
from flows.wallets import Wallet

# The contract's word for one that another is at.
IN_DOUBT: Final = "idempotency_in_progress"


def confirmed(call: Call, quote: str, wallet: Wallet) -> PaymentOrder:
    """Raises Refused, also with AWAY or PAUSED when it certainly has not begun, and with IN_DOUBT when it may have."""
    # A quote and its wallet are one key: begun again it is the same payment.
    backend = call.backend_for(f"{quote}:{wallet.msisdn}")
    # Of the same confirmation an earlier message may have died half-way: then "did not begin" is not for this one to say.
    first = call.walking or call.marks.mark(quote)
    # A price of before may still be confirmed; what may have begun already is led to its order all the same.
    if first and not call.walking and backend.payments_paused(confirming=True):
        call.marks.unmark(quote)
        raise Refused(PAUSED)
    try:
        return backend.payments.confirm(quote, wallet.provider, wallet.msisdn)
    except Unavailable as away:
        if away.may_have_acted or not first:
            raise Refused(IN_DOUBT) from None
        call.marks.unmark(quote)
        raise Refused(AWAY) from None
