"""Keeps payments moving: looks at whatever is due as soon as it is, and at all of it again every few seconds."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from sandbox.backend import Backend
from sandbox.payment_tables import OutgoingEvent, PaymentOrder
from sandbox.payments import outbox
from sandbox.payments.drive import Driver
from sandbox.payments.machine import machine_now
from sandbox.payments.reconcile import reconcile
from sandbox.payments.wallet import WalletSilent, wallet_of

log = logging.getLogger("sandbox.payments")

ORDERS_AT_ONCE = 8
WEBHOOKS_AT_ONCE = 4
MOST_IN_HAND = 500
# A due time just ahead is not worth a sleep of its own.
SHORTEST_SLEEP = 0.02


class Engine:
    """What is in hand here is in no queue that could be lost: the rows say what is due, this only looks early."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._wallet = wallet_of(backend)
        self._driver = Driver(backend, self._wallet)
        self._orders = ThreadPoolExecutor(ORDERS_AT_ONCE, "payments")
        self._webhooks = ThreadPoolExecutor(WEBHOOKS_AT_ONCE, "webhooks")
        self._in_hand: set[str] = set()
        self._lock = threading.Lock()

    def start(self) -> None:
        for name, work in (("sweeper", self._sweep_for_ever), ("reconciler", self._reconcile_for_ever)):
            threading.Thread(target=work, name=name, daemon=True).start()

    def _sweep_for_ever(self) -> None:
        while True:
            # What stirs within a moment is looked at together.
            time.sleep(SHORTEST_SLEEP)
            # Cleared before the look: what stirs during it wakes the next one.
            self._backend.stirred.clear()
            try:
                self._hand_out()
                pause = self._until_due()
            except SQLAlchemyError as problem:
                log.warning("sweep: %s", type(problem).__name__)
                pause = 1.0
            self._backend.stirred.wait(pause)

    def _hand_out(self) -> None:
        with self._backend.database.transaction() as sql:
            waiting = select(PaymentOrder.id).where(PaymentOrder.due_at <= machine_now())
            orders = list(sql.scalars(waiting.order_by(PaymentOrder.due_at).limit(MOST_IN_HAND)))
        for order_id in orders:
            self._begin(self._orders, order_id, self._driver.drive)
        for event_id in outbox.due(self._backend):
            self._begin(self._webhooks, event_id, lambda name: outbox.send(self._backend, name))

    def _begin(self, pool: ThreadPoolExecutor, name: str, work: Callable[[str], None]) -> None:
        with self._lock:
            if name in self._in_hand:
                return
            self._in_hand.add(name)
        pool.submit(self._do, name, work)

    def _do(self, name: str, work: Callable[[str], None]) -> None:
        try:
            work(name)
        except Exception as problem:  # noqa: BLE001 - one order's trouble must not stop the others; its row stays due
            log.error("%s: %s", name, type(problem).__name__)  # noqa: TRY400 - an error's words may quote a number
        finally:
            with self._lock:
                self._in_hand.discard(name)
            self._backend.stirred.set()

    def _until_due(self) -> float:
        """Seconds to the next thing due, at most those of a sweep."""
        sweep = self._backend.settings.sweep_seconds
        now = machine_now()
        columns = [PaymentOrder.due_at, *([OutgoingEvent.due_at] if self._backend.settings.webhook_url else [])]
        with self._backend.database.transaction() as sql:
            # Past ones are in hand: whoever finishes stirs.
            later = [sql.scalar(select(func.min(column)).where(column > now)) for column in columns]
        soonest = min((moment for moment in later if moment), default=now + timedelta(seconds=sweep))
        return min(sweep, max(SHORTEST_SLEEP, (soonest - now).total_seconds()))

    def _reconcile_for_ever(self) -> None:
        while True:
            time.sleep(self._backend.settings.reconcile_seconds)
            try:
                reconcile(self._backend, self._wallet)
                self._backend.stirred.set()
            except (WalletSilent, SQLAlchemyError) as problem:
                log.warning("reconciliation: %s", type(problem).__name__)
