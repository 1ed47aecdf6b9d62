"""A payment costs the hundred-thousandth time what it cost the first: nothing on its way reads a table through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event

from sandbox.payments import outbox
from sandbox.payments.engine import Engine
from sandbox.payments.machine import machine_now
from tests.sandbox.payments.backstage import Backstage
from tests.sandbox.payments.scripted_wallet import scripted_wallet

# What grows with every payment.
GROWING = ("payment_", "outgoing_event", "receipt", "wallet_hint", "notice_taken", "idempotent_answer", "caller_session", "contribution")
# Counted by state every few seconds, out of the index alone.
COUNTED = "SCAN payment_order USING COVERING INDEX"


@contextmanager
def asked(stage: Backstage) -> Iterator[dict[str, Any]]:
    """Every statement with what it was asked with, each once."""
    found: dict[str, Any] = {}

    def note(_connection: Connection, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        found.setdefault(statement, values)

    event.listen(stage.backend.database.engine, "before_cursor_execute", note)
    yield found
    event.remove(stage.backend.database.engine, "before_cursor_execute", note)


def read_through(stage: Backstage, statements: dict[str, Any]) -> list[str]:
    """What SQLite says that it would have to read from end to end."""
    with stage.backend.database.transaction() as sql:
        found = []
        for statement, values in statements.items():
            if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                plan = sql.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
                found += [f"{step[3]}: {statement}" for step in plan if step[3].startswith("SCAN") and COUNTED not in step[3]]
    return [one for one in found if one.split()[1].startswith(GROWING)]


def live(stage: Backstage, wallet: Any) -> None:
    """From the price to the receipt, with what goes on around it."""
    order_id = str(stage.confirm(stage.quote())["id"])
    stage.drive(order_id)
    wallet.settle(order_id, "completed")
    stage.hint(order_id, b"{}")
    stage.drive(order_id)
    Engine(stage.backend)._hand_out()
    with stage.backend.database.transaction() as sql:
        assert outbox.due(sql, machine_now())
    client = stage.app.test_client()
    for method, path in (("PUT", f"{order_id}/notices"), ("PUT", f"{order_id}/notices/receipt"), ("GET", "due"), ("GET", "statistics")):
        said = client.open(f"/v1/payment-orders/{path}", method=method, json={"state": "sending"}, headers=stage.headers)
        assert said.status_code in {200, 409}, said.text
    assert client.get("/v1/me/payments", headers=stage.headers).status_code == 200


def test_nothing_on_a_payments_way_reads_a_table_from_end_to_end(tmp_path: Path) -> None:
    with scripted_wallet() as wallet:
        stage = Backstage.over(f"sqlite:///{tmp_path / 'growth.sqlite3'}", wallet.url)
        with asked(stage) as statements:
            live(stage, wallet)
        assert len(statements) > 40
        assert read_through(stage, statements) == []
        stage.backend.database.engine.dispose()
