"""The backend's own parts in this process, over a real database and a real socket, so that a test may stop time between two steps."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from sandbox.app import create_app, create_backend
from sandbox.backend import Backend
from sandbox.fresh import start_anew
from sandbox.payment_tables import (
    NoticeTaken,
    OutgoingEvent,
    PaymentEvent,
    PaymentOrder,
    PaymentPeriod,
    PaymentQuote,
    PaymentReview,
    Receipt,
    WalletHint,
)
from sandbox.payments.drive import Driver
from sandbox.payments.machine import machine_now
from sandbox.payments.wallet import Wallet
from sandbox.records.insurance import COUNTED
from sandbox.settings import Settings
from sandbox.tables import Contribution
from sandbox.traffic_tables import IdempotentAnswer

TABLES = (
    NoticeTaken, OutgoingEvent, PaymentEvent, PaymentReview, PaymentPeriod, Receipt, WalletHint, PaymentOrder, PaymentQuote,
    IdempotentAnswer,
)  # fmt: skip
KHAMLA = "+8562010000008"
MONTHS = 3


class Killed(BaseException):
    """The process ends here: nothing after it is done, nothing before it is undone."""


class MortalWallet(Wallet):
    """Ends the process just before or just after the wallet is reached; `dies` is spent by it."""

    dies = ""

    def send(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        self._die("before")
        said = super().send(method, path, body, headers)
        self._die("after")
        return said

    def _die(self, moment: str) -> None:
        if self.dies == moment:
            self.dies = ""
            raise Killed


@dataclass(frozen=True)
class Books:
    """All that is written about one order at one moment."""

    order: PaymentOrder
    moves: list[str]
    webhooks: int
    receipts: int
    reviews: int
    live_months: int
    counted_months: int


def _count(sql: Session, table: Any, *which: Any) -> int:
    return sql.scalar(select(func.count()).select_from(table).where(*which)) or 0


@dataclass
class Backstage:
    backend: Backend
    app: Flask
    wallet: MortalWallet
    headers: dict[str, str] = field(default_factory=dict)
    keys: int = 0

    @classmethod
    def over(cls, database_url: str, wallet_url: str) -> Backstage:
        settings = Settings(database_url=database_url, wallet_url=wallet_url, sweep_seconds=1.0)
        backend = create_backend(settings)
        start_anew(backend.database, backend.pins)
        stage = cls(backend, create_app(backend), MortalWallet(wallet_url, 5.0, settings.own_url))
        form = {"grant_type": "client_credentials", "client_id": "ussd", "client_secret": "sandbox"}
        token = stage.app.test_client().post("/v1/oauth/token", data=form).get_json()["access_token"]
        stage.headers = {"Authorization": f"Bearer {token}", "X-Purpose": "payment", "Content-Type": "application/json"}
        stage.headers["X-Caller-Token"] = stage.post("/caller-sessions", {"msisdn": KHAMLA, "channel": "ussd"})["caller_token"]
        return stage

    def post(self, path: str, body: Any = None) -> dict[str, Any]:
        self.keys += 1
        headers = self.headers | {"Idempotency-Key": f"key-{self.keys:08}"}
        said: dict[str, Any] = self.app.test_client().post(f"/v1{path}", data=json.dumps(body), headers=headers).get_json()
        return said

    def quote(self) -> str:
        return str(self.post("/payment-quotes", {"beneficiary": "self", "months": MONTHS})["quote_id"])

    def confirm(self, quote_id: str) -> dict[str, Any]:
        return self.post("/payment-orders", {"quote_id": quote_id, "wallet": {"provider": "u_money", "msisdn": KHAMLA}})

    def hint(self, order_id: str, body: bytes) -> None:
        assert self.app.test_client().put(f"/v1/wallet-callbacks/{order_id}", data=body).status_code == 200

    def drive(self, order_id: str) -> None:
        """As the sweeper, and as after every lease has run out."""
        with self.backend.database.transaction() as sql:
            due = update(PaymentOrder).where(PaymentOrder.id == order_id, PaymentOrder.due_at.is_not(None))
            sql.execute(due.values(due_at=machine_now() - timedelta(seconds=1)))
        Driver(self.backend, self.wallet).drive(order_id)

    def age(self, order_id: str, by: timedelta) -> None:
        with self.backend.database.transaction() as sql:
            order = sql.get_one(PaymentOrder, order_id)
            order.confirmed_real -= by

    def was_pushed(self, order_id: str) -> None:
        with self.backend.database.transaction() as sql:
            sql.get_one(PaymentOrder, order_id).pushes = 1

    def books(self, order_id: str) -> Books:
        with self.backend.database.transaction() as sql:
            told = PaymentEvent.order_id == order_id, PaymentEvent.cause != "callback_received"
            counted = Contribution.period > "2026-10", Contribution.state.in_(COUNTED)
            return Books(
                order=sql.get_one(PaymentOrder, order_id),
                moves=list(sql.scalars(select(PaymentEvent.state).where(*told).order_by(PaymentEvent.id))),
                webhooks=_count(sql, OutgoingEvent),
                receipts=_count(sql, Receipt),
                reviews=_count(sql, PaymentReview),
                live_months=_count(sql, PaymentPeriod, PaymentPeriod.live),
                counted_months=_count(sql, Contribution, *counted),
            )

    def forget(self) -> None:
        """As if nobody had ever paid."""
        with self.backend.database.transaction() as sql:
            for table in TABLES:
                sql.execute(delete(table))
            sql.execute(delete(Contribution).where(Contribution.period > "2026-10"))
