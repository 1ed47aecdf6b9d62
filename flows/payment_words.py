"""The state of a payment in plain words. Paid is not posted, and nobody is told that nothing was taken unless that is certain."""

from __future__ import annotations

from backend_client.payment_shapes import Payment, PaymentState
from engine.text import _

ON_ITS_WAY = frozenset({PaymentState.CREATED, PaymentState.CONFIRMED, PaymentState.SUBMITTING})
OVER = frozenset({PaymentState.DECLINED, PaymentState.EXPIRED, PaymentState.CANCELLED, PaymentState.FAILED})


def standing(state: PaymentState, *, may_have_charged: bool) -> str:
    """Where a payment stands, and what to do."""
    if state is PaymentState.POSTED:
        return _("Paid, the months count.")
    if state is PaymentState.PAID:
        return _("Money received. The months count soon.")
    if state is PaymentState.PENDING:
        return _("Waiting for your wallet's PIN on the phone.")
    if state in OVER and not may_have_charged:
        return _("Not paid. Nothing was taken.")
    if state in ON_ITS_WAY:
        return _("Begun. The wallet will ask you.")
    return _("Being checked. Do not pay again. We tell you by SMS.")


def short(payment: Payment) -> str:
    """The same in a word or two, for a list."""
    if payment.state in {PaymentState.POSTED, PaymentState.PAID}:
        # Translators: a payment in a list: the money was received.
        return _("received")
    if payment.state in OVER and not payment.may_have_charged:
        return _("not paid")
    # Translators: a payment in a list: it is not known yet what becomes of it.
    return _("under way")
