"""A person ends a review, and only as the wallet's own books allow: no slip may make the books differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from sandbox.backend import Backend
from sandbox.payment_tables import PaymentOrder
from sandbox.payments import notices, posting, reviews
from sandbox.payments.machine import UNDER_REVIEW, move, take_again
from sandbox.payments.reconcile import SLACK
from sandbox.payments.verdict import FINAL
from sandbox.payments.wallet import Wallet
from sandbox.policy.problems import Refusal

Outcome = Literal["paid", "not_charged"]

_READ = select(PaymentOrder).where(PaymentOrder.id == bindparam("order"))
_HOLD = _READ.with_for_update()


@dataclass(frozen=True)
class Evidence:
    """transaction: of a debit of the order's amount. may_charge: it did, or somebody may still say yes to it."""

    transaction: str
    may_charge: bool


def decide(backend: Backend, wallet: Wallet, order_id: str, outcome: Outcome) -> PaymentOrder:
    """Raises Refusal, and WalletSilent: without the wallet nobody can know."""
    with backend.database.transaction() as sql:
        order = _in_review(sql.scalar(_READ, {"order": order_id}))
    # Between the two transactions, which wait for nobody.
    found = _evidence(wallet, order)
    with backend.database.transaction() as sql:
        order = _in_review(sql.scalar(_HOLD, {"order": order_id}))
        if outcome == "paid":
            _receive(sql, backend, order, found.transaction)
        else:
            _let_go(sql, order, found, backend.clock.now())
        reviews.close(sql, order, backend.clock.now())
        notices.tell_anew(sql, order)
        sql.refresh(order)
        return order


def _in_review(order: PaymentOrder | None) -> PaymentOrder:
    if order is None:
        raise Refusal("not_found")
    if order.state not in UNDER_REVIEW:
        raise Refusal("too_late", state=order.state)
    return order


def _evidence(wallet: Wallet, order: PaymentOrder) -> Evidence:
    """Also what the wallet answers: money that moved may stand late on its statement."""
    says = wallet.ask(order.id)
    debits = [one for one in wallet.statement((order.confirmed_real - SLACK).isoformat()) if one.correlation_id == order.id]
    transaction = next((one.transaction_reference for one in debits if one.amount == order.amount), "")
    is_over = says is None or says.status in FINAL - {"completed"}
    return Evidence(transaction, bool(debits) or not is_over)


def _receive(sql: Session, backend: Backend, order: PaymentOrder, transaction: str) -> None:
    if not transaction:
        raise Refusal("invalid_request", field="outcome")
    if not take_again(sql, order.id):
        # Somebody else pays these months or has: this money is to be given back, which nobody does here.
        raise Refusal("duplicate_period_in_progress")
    posting.settle(sql, order, backend.profiles, transaction, backend.clock.now(), "review_paid")


def _let_go(sql: Session, order: PaymentOrder, found: Evidence, now: datetime) -> None:
    if found.may_charge:
        raise Refusal("invalid_request", field="outcome")
    move(sql, order.id, "failed", "review_not_charged", now)
