"""Quotes, orders, payments and notices as the contract writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sandbox.moments import written
from sandbox.payment_tables import PaymentEvent, PaymentOrder, PaymentQuote, Receipt
from sandbox.payments.machine import may_have_charged
from sandbox.payments.notices import Notice
from sandbox.payments.quotes import Debt
from sandbox.policy.masking import masked_phone
from sandbox.records import people
from sandbox.records.preferences import language
from sandbox.reference_tables import table_of
from sandbox.resources.names import masked, money
from sandbox.tables import Person

_EVENTS = table_of(PaymentEvent)
_LIFE = select(_EVENTS.c.at, _EVENTS.c.state, _EVENTS.c.cause).where(_EVENTS.c.order_id == bindparam("order")).order_by(_EVENTS.c.id)
_RECEIPT = select(table_of(Receipt).c.no).where(table_of(Receipt).c.order_id == bindparam("order"))
ASK_AGAIN = {"created": 2, "confirmed": 2, "submitting": 2, "pending": 5, "unknown": 15, "paid": 5}


def quote_view(quote: PaymentQuote, person: Person, debt: Debt, as_of: str) -> dict[str, Any]:
    return {
        "as_of": as_of,
        "quote_id": quote.id,
        "for_self": quote.for_self,
        "masked_name": masked(person),
        "periods": periods_view(quote),
        "months": quote.months,
        "amount": money(quote.amount, quote.currency),
        "months_behind": debt.months_behind if quote.for_self else None,
        "expires_at": written(quote.expires_at),
    }


def periods_view(row: PaymentQuote | PaymentOrder) -> dict[str, str]:
    return {"first": row.first_period, "last": row.last_period}


def order_view(sql: Session, order: PaymentOrder, as_of: str) -> dict[str, Any]:
    events = sql.connection().execute(_LIFE, {"order": order.id})
    return {
        "as_of": as_of,
        "id": order.id,
        **_money_and_state(sql, order),
        "under_review": order.under_review,
        "wallet": {"provider": order.provider, "masked_msisdn": masked_phone(order.wallet_msisdn)},
        "wallet_reference": order.wallet_reference,
        "updated_at": written(order.updated_at),
        "failure": {"code": order.failure} if order.failure else None,
        "ask_again_s": ASK_AGAIN.get(order.state),
        "events": [{"at": written(event.at), "state": event.state, "cause": event.cause} for event in events],
    }


def payment_view(sql: Session, order: PaymentOrder, role: str) -> dict[str, Any]:
    return {
        "order_id": order.id,
        **_money_and_state(sql, order),
        "role": role,
        "payer_masked_msisdn": masked_phone(order.payer_msisdn),
        "wallet_reference": order.wallet_reference if role == "payer" else None,
    }


def _money_and_state(sql: Session, order: PaymentOrder) -> dict[str, Any]:
    return {
        "reference": order.reference,
        "state": order.state,
        "may_have_charged": may_have_charged(order.state),
        "for_self": order.for_self,
        "masked_name": masked(_beneficiary(sql, order)),
        "periods": periods_view(order),
        "months": order.months,
        "amount": money(order.amount, order.currency),
        "created_at": written(order.created_at),
        "paid_at": written(order.paid_at) if order.paid_at else None,
        "posted_at": written(order.posted_at) if order.posted_at else None,
        "receipt_no": sql.connection().execute(_RECEIPT, {"order": order.id}).scalar(),
    }


def _beneficiary(sql: Session, order: PaymentOrder) -> Person:
    return people.one(sql, order.person_id) or sql.get_one(Person, order.person_id)


def notice_views(sql: Session, found: Sequence[Notice]) -> list[dict[str, Any]]:
    return [_notice(sql, notice) for notice in found]


def _notice(sql: Session, notice: Notice) -> dict[str, Any]:
    spoken, script = language(sql, notice.msisdn, notice.reader)
    sent = notice.taken.sent_at if notice.taken else None
    return {
        "kind": notice.kind,
        "to": notice.to,
        "msisdn": notice.msisdn,
        "language": spoken,
        "script": script,
        "discreet": bool(notice.reader and notice.reader.discreet),
        "amounts": notice.to == "payer" or bool(notice.reader and notice.reader.sms_amounts),
        "state": notice.state,
        "sent_at": written(sent) if sent else None,
    }
