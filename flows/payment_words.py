"""The state of a payment in plain words. Paid is not posted, and nobody is told that nothing was taken unless that is certain."""

from __future__ import annotations

from typing import Final

import msgspec

from backend_client.payment_shapes import Payment, PaymentOrder, PaymentState, Periods
from backend_client.shapes import Money, Name
from engine.formats import month
from engine.text import _
from flows.names import named
from flows.pay_words import paid_for, span

ON_ITS_WAY: Final = frozenset({PaymentState.CREATED, PaymentState.CONFIRMED, PaymentState.SUBMITTING})
# The wallet will ask, or is asking.
AWAITED: Final = ON_ITS_WAY | {PaymentState.PENDING}
RECEIVED: Final = frozenset({PaymentState.PAID, PaymentState.POSTED})
OVER: Final = frozenset({PaymentState.DECLINED, PaymentState.EXPIRED, PaymentState.CANCELLED, PaymentState.FAILED})


class Shown(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is kept of a payment. payer: masked, only of what others paid for the caller."""

    order: str
    reference: str
    state: PaymentState
    may_have_charged: bool
    for_self: bool
    name: Name
    periods: Periods
    amount: Money
    receipt_no: str | None = None
    payer: str = ""


def listed(one: Payment) -> Shown:
    """Of a list."""
    payer = one.payer_masked_msisdn if one.role == "beneficiary" else ""
    facts = (one.state, one.may_have_charged, one.for_self, one.masked_name, one.periods, one.amount)
    return Shown(one.order_id, one.reference, *facts, receipt_no=one.receipt_no, payer=payer)


def looked_up(one: PaymentOrder) -> Shown:
    """Asked for by itself, which only its payer can."""
    facts = (one.state, one.may_have_charged, one.for_self, one.masked_name, one.periods, one.amount)
    return Shown(one.id, one.reference, *facts, receipt_no=one.receipt_no)


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


def is_settled(one: Shown) -> bool:
    """Whether it is certain what became of the money."""
    return one.state in RECEIVED or (one.state in OVER and not one.may_have_charged)


def whole(one: Shown) -> str:
    """All that is known of a payment, the answer first."""
    lines = [standing(one.state, may_have_charged=one.may_have_charged)]
    if one.payer:
        lines.append(_("Paid for you by %(payer)s.", payer=one.payer))
    others = not one.for_self and not one.payer
    lines.append(paid_for(named(one.name) if others else "", span(one.periods), one.amount))
    lines.append(_("No. %(reference)s", reference=one.reference))
    if one.receipt_no:
        lines.append(_("Receipt %(number)s", number=one.receipt_no))
    return "\n".join(lines)


def line(one: Shown) -> str:
    """A payment in a list: whom it is for, or the first of one's own months; and how it stands in a word or two."""
    others = not one.for_self and not one.payer
    return f"{named(one.name) if others else month(one.periods.first)}: {_short(one)}"


def _short(one: Shown) -> str:
    if one.state in RECEIVED:
        # Translators: a payment in a list: the money was received.
        return _("received")
    if one.state in OVER and not one.may_have_charged:
        return _("not paid")
    # Translators: a payment in a list: it is not known yet what becomes of it.
    return _("under way")
