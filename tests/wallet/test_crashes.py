"""Killed at the worst moment, the wallet comes back with all it had said, and says the rest."""

from __future__ import annotations

import threading
from http.client import HTTPException
from pathlib import Path

from tests import processes
from tests.wallet.conftest import kill, started
from tests.wallet.merchant import Payment, Receiver, Wallet, receiver


def test_killed_between_taking_a_payment_and_its_callback_it_still_calls(tmp_path: Path, merchant: Receiver) -> None:
    port = processes.free_port()
    wallet = Wallet(f"http://127.0.0.1:{port}")
    with started(tmp_path, port) as process:
        late = wallet.pays(merchant.url, planned="late", after_s=2)
        assert late.ends() == "completed"
        put_off = wallet.pays(merchant.url, planned="approve", after_s=2)
        waiting = wallet.pays(merchant.url)
        planned = "1000000999"
        wallet.post("/control/decide", {"reference": planned, "decision": "decline"})
        kill(process)
    assert merchant.arrived == []
    with started(tmp_path, port):
        assert set(merchant.waits_for(2)) == {"completed"}
        assert sorted(wallet.debits()) == sorted([late.reference, put_off.reference])
        assert [prompt["reference"] for prompt in wallet.prompts()] == [waiting.reference]
        assert waiting.answer().status == 200
        assert wallet.ask("order-999", planned).status == 202
        assert Payment(wallet, planned, "order-999", wallet.ask("order-999", planned)).ends() == "declined"


def test_killed_while_the_merchant_is_away_it_calls_when_both_are_back(tmp_path: Path) -> None:
    port, merchants_port = processes.free_port(), processes.free_port()
    wallet = Wallet(f"http://127.0.0.1:{port}")
    with started(tmp_path, port) as process:
        payment = wallet.pays(f"http://127.0.0.1:{merchants_port}/", planned="approve")
        assert payment.ends() == "completed"
        kill(process)
    with started(tmp_path, port), receiver(merchants_port) as merchant:
        assert merchant.waits_for(1, within=15) == ["completed"]
        assert wallet.debits() == [payment.reference]


class Crowd:
    """Four merchants who never rest: each asks again under the same id until it is answered, then under the next."""

    def __init__(self, wallet: Wallet) -> None:
        self.wallet = wallet
        self.taken: set[str] = set()
        self._stop = threading.Event()
        self._sides = [threading.Thread(target=self._ask, args=(side,)) for side in range(1, 5)]

    def __enter__(self) -> Crowd:
        for thread in self._sides:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._sides:
            thread.join()

    def waits_for(self, more: int) -> None:
        enough = len(self.taken) + more
        processes.wait_until(lambda: len(self.taken) >= enough, what=f"{more} more payments")

    def _ask(self, side: int) -> None:
        number = 0
        while not self._stop.is_set():
            reference = f"{side}{number:06}"
            try:
                assert self.wallet.ask(f"order-{reference}", reference).status == 202
                self.taken.add(reference)
                number += 1
            except (OSError, HTTPException):
                self._stop.wait(0.05)


def test_killed_again_and_again_under_load_nothing_it_answered_is_lost_and_nothing_is_taken_twice(tmp_path: Path) -> None:
    port = processes.free_port()
    wallet = Wallet(f"http://127.0.0.1:{port}")
    with started(tmp_path, port):
        wallet.post("/control/rates", {"rates": {"approve": 1}})
    with Crowd(wallet) as crowd:
        for _ in range(4):
            with started(tmp_path, port) as process:
                crowd.waits_for(30)
                kill(process)
    with started(tmp_path, port):
        processes.wait_until(lambda: crowd.taken <= set(wallet.debits()), what="a debit for all that was taken")
        debits = wallet.debits()
        assert len(debits) == len(set(debits))
        assert sorted(wallet.statement()) == sorted(debits)
