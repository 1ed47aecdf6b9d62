"""Three books that must agree: the wallet's statement, the orders, the receipts; and what becomes of what does not."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import processes
from tests.processes import ROOT
from tests.sandbox.payments.backstage import Backstage
from tests.sandbox.payments.conftest import Scene, wallet
from tests.sandbox.payments.till import MANIVANH, Till
from tests.sandbox.speaker import Api

# The sweeper looks once and then hardly again: what is settled here, the comparison of the books settled.
SLEEPY = {"SANDBOX_SWEEP_SECONDS": "600", "WALLET_TIMEOUT_SECONDS": "2", "SANDBOX_RECONCILE_SECONDS": "600"}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "sandbox.sqlite3"


@pytest.fixture
def own_till(tmp_path: Path) -> Iterator[Till]:
    port = processes.free_port()
    url = f"http://127.0.0.1:{port}"
    with wallet(tmp_path, port), processes.sandbox(tmp_path, WALLET_URL=url, **SLEEPY) as backend:
        yield Till(Api(backend), url)


def test_when_all_is_well_the_books_are_closed(either_till: Till) -> None:
    payments = [either_till.begin("P08", 3), either_till.begin("P16", 1, MANIVANH)]
    for payment in payments:
        payment.answer()
        payment.ends()
    assert either_till.books() | {"as_of": ""} == {
        "as_of": "", "closed": True, "counted": {"wallet": 2, "orders": 2, "receipts": 2}, "differences": []
    }  # fmt: skip


def test_money_of_which_no_callback_told_is_found_and_the_order_paid(own_till: Till, ledger: Path) -> None:
    payment = own_till.begin("P08")
    payment.is_on_the_phone()
    # Nobody asks by himself for a long time, and nobody calls back.
    change(ledger, "UPDATE payment_order SET due_at = '2099-01-01 00:00:00.000000'")
    payment.decide("lose_callback")
    [difference] = own_till.books()["differences"]
    assert (difference["kind"], difference["order_id"], difference["in_review"]) == ("charged_not_paid", payment.order["id"], False)
    assert payment.ends()["state"] == "posted"
    assert own_till.books()["closed"]


def test_money_that_moved_for_an_order_that_is_over_goes_to_a_person(own_till: Till, ledger: Path) -> None:
    payment = own_till.begin("P08")
    payment.is_on_the_phone()
    change(ledger, "UPDATE payment_order SET state = 'failed', failure = 'wallet_unavailable', due_at = NULL")
    change(ledger, "UPDATE payment_period SET live = 0")
    payment.decide("lose_callback")
    assert [one["kind"] for one in own_till.books()["differences"]] == ["charged_not_paid"]
    assert payment.is_in("needs_review")["under_review"]
    [difference] = own_till.books()["differences"]
    assert difference["in_review"]
    # And nobody pays these months a second time.
    caller = own_till.api.open("P08")
    assert own_till.confirm(caller, own_till.price(caller)).code == "duplicate_period_in_progress"


def test_money_that_is_no_orders_and_an_order_without_money_are_both_named(own_till: Till, ledger: Path) -> None:
    payment = own_till.begin("P08")
    payment.answer()
    payment.ends()
    processes.wait_until(lambda: is_at_rest(ledger), what="the wallet's callback being heard and followed")
    # As a backend would look that lost its row, and kept that of another payment which never was.
    change(ledger, "PRAGMA foreign_keys = OFF")
    change(ledger, "UPDATE payment_order SET id = 'po_of_another_time'")
    for table in ("receipt", "payment_event", "payment_period", "outgoing_event", "wallet_hint"):
        change(ledger, f"UPDATE {table} SET order_id = 'po_of_another_time'")
    kinds = {one["kind"]: one["in_review"] for one in own_till.books()["differences"]}
    assert kinds == {"no_order": False, "paid_not_charged": False}
    assert {one["kind"]: one["in_review"] for one in own_till.books()["differences"]}["no_order"]


def test_a_paid_order_without_a_receipt_goes_to_a_person(own_till: Till, ledger: Path) -> None:
    payment = own_till.begin("P08")
    payment.answer()
    payment.ends()
    change(ledger, "DELETE FROM receipt")
    assert not own_till.books()["closed"]
    assert own_till.books()["closed"]
    assert payment.read()["under_review"]


def test_a_review_of_one_matter_hides_no_other(scene: Scene) -> None:
    stage, wallet = scene
    order_id = str(stage.confirm(stage.quote())["id"])
    stage.drive(order_id)
    wallet.settle(order_id, "completed")
    stage.hint(order_id, json.dumps({**wallet.taken[order_id], "transactionStatus": "declined"}).encode())
    stage.drive(order_id)
    assert (stage.books(order_id).order.state, stage.books(order_id).reviews) == ("posted", 1)
    wallet.debits.append(order_id)
    for in_review in (False, True):
        [difference] = compared(stage)
        assert (difference["kind"], difference["in_review"]) == ("charged_twice", in_review)
    assert stage.books(order_id).reviews == 2


def test_a_difference_that_a_person_looks_at_under_another_name_is_not_open(scene: Scene) -> None:
    stage, wallet = scene
    order_id = str(stage.confirm(stage.quote())["id"])
    stage.drive(order_id)
    wallet.settle(order_id, "declined")
    stage.drive(order_id)
    wallet.taken[order_id]["transactionStatus"] = "completed"
    wallet.debits.append(order_id)
    stage.hint(order_id, b"{}")
    stage.drive(order_id)
    assert stage.books(order_id).order.state == "needs_review"
    assert [(one["kind"], one["in_review"]) for one in compared(stage)] == [("charged_not_paid", True)]
    wallet.taken[order_id]["amount"] = "7"
    assert {one["kind"]: one["in_review"] for one in compared(stage)} == {"charged_not_paid": True, "amount_differs": False}


def compared(stage: Backstage) -> list[dict[str, Any]]:
    said = stage.app.test_client().post("/v1/sandbox/reconciliation", headers=stage.headers)
    found: list[dict[str, Any]] = said.get_json()["differences"]
    return found


def test_the_command_prints_the_same_and_ends_by_whether_it_closes(own_till: Till, ledger: Path) -> None:
    payment = own_till.begin("P08")
    payment.answer()
    payment.ends()
    environ = {"SANDBOX_DATABASE_URL": f"sqlite:///{ledger}", "WALLET_URL": own_till.wallet_url}
    assert reconciled(environ) == (0, True)
    change(ledger, "DELETE FROM receipt")
    assert reconciled(environ) == (1, False)
    assert reconciled(environ | {"WALLET_URL": "http://127.0.0.1:9"})[0] == 2


def reconciled(environ: dict[str, str]) -> tuple[int, bool | None]:
    command = [sys.executable, "-m", "sandbox.payments", "reconcile"]
    said = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    return said.returncode, json.loads(said.stdout)["closed"] if said.stdout else None


def is_at_rest(ledger: Path) -> bool:
    """Whether the callback has come, and the backend means to do no more."""
    with sqlite3.connect(ledger, timeout=10) as database:
        (heard,) = database.execute("SELECT count(*) FROM payment_event WHERE cause = 'callback_received'").fetchone()
        (due,) = database.execute("SELECT count(*) FROM payment_order WHERE due_at IS NOT NULL").fetchone()
    return bool(heard) and not due


def change(ledger: Path, statement: str) -> None:
    with sqlite3.connect(ledger, timeout=10) as database:
        database.execute(statement)
