"""Confirming a quote, once and once only; stopping one that the wallet has not heard of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.caller import Caller, held
from sandbox.payment_tables import PaymentOrder, PaymentPeriod, PaymentQuote
from sandbox.payments.finding import is_payer, of_payer
from sandbox.payments.machine import NUMBERS, RECEIVED, machine_now, move
from sandbox.payments.posting import periods_of
from sandbox.payments.providers import refuse_unpayable
from sandbox.policy.problems import Refusal
from sandbox.records.numbers import unused_reference
from sandbox.records.tokens import new_id
from sandbox.reference_tables import table_of
from sandbox.web.bodies import ConfirmPayment, PayingWallet

TRIES = 3

_QUOTE = select(PaymentQuote).where(PaymentQuote.id == bindparam("quote"))
_OF_QUOTE = select(PaymentOrder).where(PaymentOrder.quote_id == bindparam("quote"))
_BY_ID = select(PaymentOrder).where(PaymentOrder.id == bindparam("order"))
_ORDER, _MONTHS = insert(table_of(PaymentOrder)), insert(table_of(PaymentPeriod))


def confirm(caller: Caller, asked: ConfirmPayment, *, wallet_answers: bool) -> PaymentOrder:
    """Raises Refusal. The order, its first audit row and its webhook are in the caller's transaction."""
    if caller.hold_until:
        raise held(caller.hold_until, caller.now)
    quote = caller.sql.scalar(_QUOTE, {"quote": asked.quote_id})
    if quote is None or quote.payer_msisdn != caller.session.msisdn:
        raise Refusal("quote_expired")
    if (order := _of_quote(caller.sql, quote)) is not None:
        return order
    if quote.expires_at <= caller.now:
        raise Refusal("quote_expired")
    try:
        _refuse_unpayable(quote, asked.wallet, wallet_answers=wallet_answers)
    except Refusal as refusal:
        # "This one did not begin" is no word for who has begun already: that payment may yet take the money.
        raise _taken(caller, quote) or refusal from None
    return _begin(caller, quote, asked.wallet)


def _refuse_unpayable(quote: PaymentQuote, wallet: PayingWallet, *, wallet_answers: bool) -> None:
    amount = int(quote.amount)
    refuse_unpayable(wallet.provider, wallet.msisdn, amount, amount // quote.months, quote.currency)
    if not wallet_answers:
        raise Refusal("wallet_unavailable", retry_after=60)


def _begin(caller: Caller, quote: PaymentQuote, wallet: PayingWallet) -> PaymentOrder:
    for _ in range(TRIES):
        order = _row(caller, quote, wallet)
        if _written(caller.sql, order, quote):
            move(caller.sql, order["id"], "confirmed", "confirmed_by_payer", caller.now)
            return caller.sql.scalars(_BY_ID, {"order": order["id"]}).one()
        # Two at once: the other was first, with this quote or with one for the same month.
        if (first := _of_quote(caller.sql, quote)) is not None:
            return first
        if refusal := _taken(caller, quote):
            raise refusal
        # Neither: its reference was given in the same moment, or that month is nobody's any more.
    raise Refusal("idempotency_in_progress", retry_after=1)


def _written(sql: Session, order: dict[str, Any], quote: PaymentQuote) -> bool:
    """Whether the order and its months are in; none of it when one of them was another's."""
    months = [{"order_id": order["id"], "person_id": quote.person_id, "period": key} for key in periods_of(quote)]
    try:
        with sql.begin_nested():
            sql.connection().execute(_ORDER, order)
            sql.connection().execute(_MONTHS, months)
    except IntegrityError:
        return False
    return True


def _row(caller: Caller, quote: PaymentQuote, wallet: PayingWallet) -> dict[str, Any]:
    return {
        "id": new_id("po"),
        "quote_id": quote.id,
        "reference": unused_reference(caller.sql, *NUMBERS),
        "state": "created",
        "payer_msisdn": caller.session.msisdn,
        "payer_person_id": caller.person.id if caller.person else None,
        "session_id": caller.session.id,
        "person_id": quote.person_id,
        "for_self": quote.for_self,
        "first_period": quote.first_period,
        "last_period": quote.last_period,
        "months": quote.months,
        "amount": quote.amount,
        "currency": quote.currency,
        "provider": wallet.provider,
        "wallet_msisdn": wallet.msisdn,
        "created_at": caller.now,
        "updated_at": caller.now,
        "confirmed_real": machine_now(),
    }


def _of_quote(sql: Session, quote: PaymentQuote) -> PaymentOrder | None:
    return sql.scalar(_OF_QUOTE, {"quote": quote.id})


def _taken(caller: Caller, quote: PaymentQuote) -> Refusal | None:
    """Somebody pays one of these months already, or has; None when nobody does. The payer himself is led to that payment, also to one
    that is over: he may not know yet that it went well, and hears of no other price."""
    taken = (
        select(PaymentOrder)
        .join(PaymentPeriod, PaymentPeriod.order_id == PaymentOrder.id)
        .where(PaymentPeriod.person_id == quote.person_id, PaymentPeriod.live)
        .where(PaymentPeriod.period >= quote.first_period, PaymentPeriod.period <= quote.last_period)
        .order_by(PaymentOrder.created_at)
    )
    orders = caller.sql.scalars(taken).all()
    mine = next((order for order in orders if is_payer(caller.session, order)), None)
    if mine is not None:
        return Refusal("duplicate_period_in_progress", reference=mine.reference)
    if not orders:
        return None
    over = all(order.state in RECEIVED for order in orders)
    return Refusal("quote_expired" if over else "duplicate_period_in_progress")


def cancel(caller: Caller, order_id: str) -> PaymentOrder:
    order = of_payer(caller, order_id)
    if not move(caller.sql, order.id, "cancelled", "cancelled_by_payer", caller.now, failure="cancelled"):
        caller.sql.refresh(order)
        if order.state != "cancelled":
            raise Refusal("too_late", state=order.state)
    caller.sql.refresh(order)
    return order
