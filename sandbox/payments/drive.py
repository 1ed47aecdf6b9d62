"""Takes one order one step on: asks the wallet, asks again, posts. Safe to call at any time, from any number of sides."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from sandbox.backend import Backend
from sandbox.payment_tables import PaymentOrder
from sandbox.payments import hints, posting
from sandbox.payments.machine import AT_THE_WALLET, RECEIVED, machine_now, move, put_off
from sandbox.payments.reviews import open_review
from sandbox.payments.verdict import Expected, Verdict, WalletSays, judge
from sandbox.payments.wallet import Wallet, WalletSilent

log = logging.getLogger("sandbox.payments")

# Longer than every call to the wallet together: who holds an order for so long is dead.
HELD = timedelta(seconds=30)
SOON = (2, 5, 10)
LONGEST_NUMBER = 40
PATIENT_AFTER, PATIENT = timedelta(minutes=10), 60
RARELY_AFTER, RARELY = timedelta(days=1), 3600

_TAKE = (
    update(PaymentOrder)
    .where(PaymentOrder.id == bindparam("order"), PaymentOrder.due_at <= bindparam("real_now"))
    .values(due_at=bindparam("held"), looks=PaymentOrder.looks + 1)
    .returning(PaymentOrder)
    .execution_options(synchronize_session=False)
)
_READ = select(PaymentOrder).where(PaymentOrder.id == bindparam("order"))
_HOLD = _READ.with_for_update()


class Driver:
    def __init__(self, backend: Backend, wallet: Wallet) -> None:
        self._backend = backend
        self._wallet = wallet

    def drive(self, order_id: str) -> None:
        """One look at an order that is due; nothing when somebody else has it in hand."""
        now = machine_now()
        with self._backend.database.transaction() as sql:
            order = sql.scalar(_TAKE, {"order": order_id, "real_now": now, "held": now + HELD})
            begun = order is not None and order.state == "confirmed" and self._begin(sql, order)
        if order is None:
            return
        if begun:
            self._push(order)
        elif order.state == "paid" and not posting.is_waiting(order):
            self._post(order)
        elif order.state != "confirmed":
            # Also an order that is over: a callback made it due, and the wallet may have something to say.
            self._ask(order)

    def _is_young(self, order: PaymentOrder) -> bool:
        within = timedelta(seconds=self._backend.settings.submit_within_seconds)
        return machine_now() - order.confirmed_real < within

    def _begin(self, sql: Session, order: PaymentOrder) -> bool:
        """Whether it is to be pushed, once this transaction is over."""
        if not self._is_young(order):
            # The payer was told to expect a question now, not at some other time.
            move(sql, order.id, "expired", "gave_up", self._now(), failure="wallet_unavailable")
            return False
        return move(sql, order.id, "submitting", "push_started", self._now(), later=machine_now() + HELD, pushing=True)

    def _push(self, order: PaymentOrder) -> None:
        """The row says `submitting` before the first byte leaves: whoever finds it so asks what became of it."""
        try:
            outcome, reason = self._wallet.push(order)
        except WalletSilent:
            self._move(order, "unknown", "push_timed_out", later=self._later(order))
            return
        if outcome == "taken":
            self._move(order, "pending", "push_accepted", later=self._later(order))
        elif order.pushes:
            # An earlier try of ours may have been taken: that is what the wallet must be asked, not this one.
            self._move(order, "unknown", "push_refused", later=self._later(order))
        else:
            known = reason if reason in {"limit_exceeded", "insufficient_funds"} else "wallet_refused"
            self._move(order, "failed", "push_refused", failure=known)

    def _ask(self, order: PaymentOrder) -> None:
        try:
            says = self._wallet.ask(order.id)
        except WalletSilent:
            if order.state == "submitting":
                self._move(order, "unknown", "push_timed_out", later=self._later(order))
            # Also where all is over: a callback brought us here, and what it says is not looked into yet.
            self._look_again(order, self._later(order) or self._next_look(order))
            return
        if says is None:
            self._not_received(order)
        else:
            self._hear(order, says)

    def _not_received(self, order: PaymentOrder) -> None:
        if order.state not in AT_THE_WALLET:
            self._deny(order)
        elif not self._is_young(order):
            self._move(order, "failed", "push_not_received", failure="wallet_unavailable")
        else:
            with self._backend.database.transaction() as sql:
                move(sql, order.id, "unknown", "push_not_received", self._now())
                order = sql.scalars(_READ, {"order": order.id}).one()
                begun = self._begin(sql, order)
            if begun:
                self._push(order)

    def _deny(self, order: PaymentOrder) -> None:
        """The wallet says that it never had it: right for what never began, and no machine's business for what was paid."""
        with self._backend.database.transaction() as sql:
            current = sql.get_one(PaymentOrder, order.id, with_for_update=True)
            if current.state in RECEIVED:
                open_review(sql, current, "denied_after_paid", self._now())
            put_off(sql, order.id, self._later(current))

    def _hear(self, order: PaymentOrder, says: WalletSays) -> None:
        with self._backend.database.transaction() as sql:
            current = sql.scalar(_HOLD, {"order": order.id})
            if current is None:
                return
            verdict = judge(_expected(current), says, hints.claimed(sql, current))
            if verdict.to != "paid":
                _name(current, says)
            if verdict.review:
                open_review(sql, current, verdict.review, self._now())
            self._follow(sql, current, says, verdict)

    def _follow(self, sql: Session, order: PaymentOrder, says: WalletSays, verdict: Verdict) -> None:
        if verdict.to == "paid":
            posting.settle(sql, order, self._backend.profiles, says.transaction, self._now())
        elif verdict.to:
            move(sql, order.id, verdict.to, verdict.cause, self._now(), failure=verdict.failure, later=self._later(order))
        else:
            put_off(sql, order.id, self._later(order))

    def _post(self, order: PaymentOrder) -> None:
        with self._backend.database.transaction() as sql:
            posting.post(sql, sql.scalars(_READ, {"order": order.id}).one(), self._now())

    def _move(self, order: PaymentOrder, to: str, cause: str, **values: Any) -> None:
        with self._backend.database.transaction() as sql:
            move(sql, order.id, to, cause, self._now(), **values)

    def _look_again(self, order: PaymentOrder, at: datetime) -> None:
        with self._backend.database.transaction() as sql:
            put_off(sql, order.id, at)

    def _later(self, order: PaymentOrder) -> datetime | None:
        """When to ask next, while there is anything left to ask."""
        if order.state == "paid":
            return order.post_after_real or machine_now()
        return self._next_look(order) if order.state in AT_THE_WALLET else None

    def _next_look(self, order: PaymentOrder) -> datetime:
        """Soon at first, as the payer waits; rarely in the end, but always."""
        now = machine_now()
        age = now - order.confirmed_real
        sweep = self._backend.settings.sweep_seconds
        wait = RARELY if age > RARELY_AFTER else PATIENT if age > PATIENT_AFTER else sweep
        return now + timedelta(seconds=min(SOON[order.looks - 1], wait) if order.looks <= len(SOON) else wait)

    def _now(self) -> datetime:
        return self._backend.clock.now()


def _name(order: PaymentOrder, says: WalletSays) -> None:
    """By the wallet's number its payer finds it, also before it is settled; what was received keeps the number of its money."""
    if order.state not in RECEIVED and says.reference == order.reference and 0 < len(says.transaction) <= LONGEST_NUMBER:
        order.wallet_reference = says.transaction


def _expected(order: PaymentOrder) -> Expected:
    return Expected(order.state, order.amount, order.currency, order.wallet_msisdn, order.reference, order.wallet_reference)
