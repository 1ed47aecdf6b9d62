"""Keeps payments moving: looks at whatever is due as soon as it is, and at all of it again every few seconds."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError

from sandbox.backend import Backend
from sandbox.payment_tables import OutgoingEvent, PaymentOrder
from sandbox.payments import outbox
from sandbox.payments.drive import Driver
from sandbox.payments.machine import machine_now
from sandbox.payments.reconcile import reconcile
from sandbox.payments.wallet import WalletSilent, wallet_of
from sandbox.reference_tables import table_of

log = logging.getLogger("sandbox.payments")

# As many as the server has threads, or payers who ask would keep those from being paid who have asked.
ORDERS_AT_ONCE = 16
WEBHOOKS_AT_ONCE = 12
MOST_IN_HAND = 500
# A due time just ahead is not worth a sleep of its own.
SHORTEST_SLEEP = 0.02

_ORDERS = table_of(PaymentOrder)
_EVENTS = table_of(OutgoingEvent)
_DUE = select(_ORDERS.c.id).where(_ORDERS.c.due_at <= bindparam("real_now")).order_by(_ORDERS.c.due_at).limit(MOST_IN_HAND)
_NEXT_ORDER, _NEXT_EVENT = (select(func.min(table.c.due_at)).where(table.c.due_at > bindparam("real_now")) for table in (_ORDERS, _EVENTS))


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
                pause = self._hand_out()
            except SQLAlchemyError as problem:
                log.warning("sweep: %s", type(problem).__name__)
                pause = 1.0
            self._backend.stirred.wait(pause)

    def _hand_out(self) -> float:
        """Seconds to the next thing due, at most those of a sweep."""
        now, telling = machine_now(), bool(self._backend.settings.webhook_url)
        with self._backend.database.transaction() as sql:
            orders = list(sql.connection().execute(_DUE, {"real_now": now}).scalars())
            events = outbox.due(sql, now) if telling else []
            # Past ones are in hand: whoever finishes stirs.
            later = [sql.connection().execute(one, {"real_now": now}).scalar() for one in (_NEXT_ORDER, _NEXT_EVENT)[: 1 + telling]]
        for order_id in orders:
            self._begin(self._orders, order_id, self._driver.drive)
        for event_id in events:
            self._begin(self._webhooks, event_id, lambda name: outbox.send(self._backend, name))
        return self._pause([moment for moment in later if moment], now)

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

    def _pause(self, later: list[datetime], now: datetime) -> float:
        sweep = self._backend.settings.sweep_seconds
        soonest = min(later, default=now + timedelta(seconds=sweep))
        return min(sweep, max(SHORTEST_SLEEP, (soonest - now).total_seconds()))

    def _reconcile_for_ever(self) -> None:
        while True:
            time.sleep(self._backend.settings.reconcile_seconds)
            try:
                reconcile(self._backend, self._wallet)
                self._backend.stirred.set()
            except (WalletSilent, SQLAlchemyError) as problem:
                log.warning("reconciliation: %s", type(problem).__name__)
