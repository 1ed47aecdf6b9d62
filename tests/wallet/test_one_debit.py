"""One debit for a correlation id, ever, from however many sides it is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest

from tests.wallet.merchant import Receiver, Said, Wallet
from wallet.ledger import Ledger
from wallet.settling import settle

T = TypeVar("T")
SIDES = 50


def at_once(many: int, does: Callable[[int], T]) -> list[T]:
    barrier = Barrier(many)

    def one(number: int) -> T:
        barrier.wait()
        return does(number)

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(one, range(many)))


def test_fifty_identical_requests_at_once_are_one_payment(wallet: Wallet, merchant: Receiver) -> None:
    said = at_once(SIDES, lambda _: wallet.ask("order-1", "1000000001", merchant.url))
    assert {answer.status for answer in said} == {202}
    assert len({answer.body["serverCorrelationId"] for answer in said}) == 1
    assert len(wallet.prompts()) == 1
    assert wallet.post("/control/decide", {"reference": "1000000001", "decision": "approve"}).status == 200
    again = wallet.ask("order-1", "1000000001", merchant.url)
    assert (again.status, again.body["status"]) == (202, "completed")
    assert wallet.debits() == ["1000000001"]
    assert merchant.waits_for(1) == ["completed"]


def test_fifty_requests_at_once_that_the_wallet_approves_by_itself_are_one_debit(wallet: Wallet) -> None:
    wallet.post("/control/rates", {"rates": {"approve": 1}})
    at_once(SIDES, lambda number: wallet.ask(f"order-{number % 5}", f"100000000{number % 5}"))
    assert sorted(set(wallet.debits())) == sorted(wallet.debits())
    assert len(wallet.debits()) == 5


def test_of_two_payloads_under_one_id_one_is_taken_and_the_other_always_refused(wallet: Wallet) -> None:
    def ask(number: int) -> tuple[str, Said]:
        amount = ("108000", "216000")[number % 2]
        return amount, wallet.ask("order-1", "1000000001", amount=amount)

    said = at_once(SIDES, ask)
    taken = {amount for amount, answer in said if answer.status == 202}
    refused = {amount for amount, answer in said if (answer.status, answer.body.get("errorCode")) == (409, "duplicateRequest")}
    assert len(taken) == len(refused) == 1
    assert taken | refused == {"108000", "216000"}
    assert [prompt["amount"] for prompt in wallet.prompts()] == list(taken)


def test_another_callback_address_is_no_other_payment(wallet: Wallet, merchant: Receiver) -> None:
    first = wallet.ask("order-1", "1000000001", merchant.url)
    assert wallet.ask("order-1", "1000000001", "http://127.0.0.1:1/elsewhere").body == first.body
    assert wallet.ask("order-1", "1000000001", descriptionText="otherwise").status == 409


def test_approved_from_many_sides_at_once_the_money_moves_once(wallet: Wallet, merchant: Receiver) -> None:
    payment = wallet.pays(merchant.url)
    said = at_once(20, lambda number: payment.answer() if number % 2 else payment.decide("approve"))
    assert sorted({answer.status for answer in said}) == [200, 409]
    assert sum(answer.status == 200 for answer in said) == 1
    assert wallet.debits() == [payment.reference]
    assert merchant.waits_for(1) == ["completed"]


def test_approved_and_declined_at_once_it_ends_one_way_and_the_books_agree(wallet: Wallet) -> None:
    for _ in range(10):
        payment = wallet.pays()
        at_once(2, lambda number, payment=payment: payment.answer(decision=("approve", "decline")[number]))  # type: ignore[misc]
        status = payment.transaction()["transactionStatus"]
        assert (status == "completed") == (payment.reference in wallet.debits())


def test_the_ledger_itself_refuses_a_second_debit(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "wallet.sqlite3")
    with ledger.writing() as sql:
        sql.execute(
            """INSERT INTO transactions (correlation_id, server_id, fingerprint, reference, payer, payee, amount, description,
            accepted_at, expires_at, due_at) VALUES ('order-1', 's1', 'f', 'r', '+8562010000008', 'NSSO', 108000, '', 1, 2, 2),
            ('order-2', 's2', 'f', 'r', '+8562010000008', 'NSSO', 108000, '', 1, 2, 2)"""
        )
        row = sql.execute("SELECT * FROM transactions").fetchone()
        assert settle(sql, row, "approve", None, 1)
        # The row read before it ended, as two threads would both have it.
        assert not settle(sql, row, "approve", None, 1)
    again = "INSERT INTO debits (transaction_id, correlation_id, amount, moved_at, posted_at) VALUES (?, ?, 108000, 1, 1)"
    for transaction_id, correlation_id, column in ((1, "order-2", "transaction_id"), (2, "order-1", "correlation_id")):
        with pytest.raises(sqlite3.IntegrityError, match=f"UNIQUE constraint failed: debits.{column}"), ledger.writing() as sql:
            sql.execute(again, (transaction_id, correlation_id))
