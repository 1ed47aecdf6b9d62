"""Who is owed a word is found by when it became owed, and however many are being told."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, update

from sandbox.payment_tables import NoticeTaken, PaymentOrder, PaymentQuote
from sandbox.payments.machine import machine_now
from sandbox.payments.notices import MOST_DUE
from tests.sandbox.payments.backstage import Backstage
from tests.sandbox.payments.conftest import Scene


def due(stage: Backstage) -> list[str]:
    found: list[str] = stage.app.test_client().get("/v1/payment-orders/due", headers=stage.headers).get_json()["items"]
    return found


def declined(scene: Scene, days_in_doubt: int = 0) -> str:
    stage, wallet = scene
    order_id = str(stage.confirm(stage.quote())["id"])
    stage.drive(order_id)
    stage.age(order_id, timedelta(days=days_in_doubt))
    wallet.settle(order_id, "declined")
    stage.drive(order_id)
    return order_id


def copies(stage: Backstage, order_id: str, many: int) -> None:
    """As many like it, each older, in the hands of somebody who tells of them just now."""
    with stage.backend.database.transaction() as sql:
        order = sql.get_one(PaymentOrder, order_id)
        quote = sql.get_one(PaymentQuote, order.quote_id)
        for number in range(many):
            name = f"{number:010}"
            sql.execute(insert(PaymentQuote).values(_like(quote) | {"id": name}))
            own = {"id": name, "quote_id": name, "reference": name, "owing_real": machine_now() - timedelta(hours=1)}
            sql.execute(insert(PaymentOrder).values(_like(order) | own))
            until = machine_now() + timedelta(minutes=1)
            sql.execute(insert(NoticeTaken).values(order_id=name, kind="not_paid", order_state="declined", until=until))


def _like(row: PaymentOrder | PaymentQuote) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def test_who_was_long_in_doubt_is_told_when_it_is_settled(scene: Scene) -> None:
    order_id = declined(scene, days_in_doubt=5)
    assert due(scene[0]) == [order_id]


def test_what_has_been_owed_for_days_is_left_alone(scene: Scene) -> None:
    order_id = declined(scene)
    with scene[0].backend.database.transaction() as sql:
        sql.execute(update(PaymentOrder).values(owing_real=machine_now() - timedelta(days=4)))
    assert due(scene[0]) == []
    assert scene[0].books(order_id).order.notices_open


def test_many_that_are_being_told_hide_nobody_who_is_not(scene: Scene) -> None:
    order_id = declined(scene)
    copies(scene[0], order_id, MOST_DUE)
    assert due(scene[0]) == [order_id]
