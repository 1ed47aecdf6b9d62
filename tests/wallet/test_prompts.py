"""The question on the phone: it waits for the right PIN, a no, or its time, and for nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import processes
from tests.wallet.conftest import started
from tests.wallet.merchant import Receiver, Wallet

NEIGHBOUR = "+8562010000009"


def test_it_shows_on_the_payers_phone_only_oldest_first(wallet: Wallet) -> None:
    first, second, _ = wallet.pays(), wallet.pays(), wallet.pays(payer=NEIGHBOUR)
    shown = wallet.prompts()
    assert [prompt["reference"] for prompt in shown] == [first.reference, second.reference]
    assert (shown[0]["amount"], shown[0]["payee"], shown[0]["descriptionText"]) == ("108000", "NSSO", "2026-11")
    assert len(wallet.get("/control/prompts").body) == 3


def test_the_plus_of_a_number_need_not_be_escaped(wallet: Wallet) -> None:
    wallet.pays()
    assert len(wallet.get("/control/prompts?msisdn=+8562010000008").body) == 1


def test_approved_with_the_pin_the_money_moves_and_the_merchant_is_called(wallet: Wallet, merchant: Receiver) -> None:
    payment = wallet.pays(merchant.url)
    assert payment.answer().body["transactionStatus"] == "completed"
    assert merchant.waits_for(1) == ["completed"]
    assert merchant.arrived[0][1] == payment.transaction()
    assert payment.state()["status"] == "completed"
    assert wallet.debits() == [payment.reference]
    assert wallet.prompts() == []


def test_declined_without_a_pin_nothing_moves(wallet: Wallet, merchant: Receiver) -> None:
    payment = wallet.pays(merchant.url)
    assert payment.answer(pin="", decision="decline").body["transactionStatus"] == "declined"
    assert merchant.waits_for(1) == ["declined"]
    assert payment.state()["status"] == "failed"
    assert payment.state()["errorReference"]["errorCode"] == "requestDeclined"
    assert wallet.debits() == []


@pytest.mark.parametrize("wrong", ["4321", "", "12345", "1234 "])
def test_a_wrong_pin_moves_nothing_and_may_be_mended(wallet: Wallet, wrong: str) -> None:
    payment = wallet.pays()
    said = payment.answer(pin=wrong)
    assert (said.status, said.reason) == (403, "wrong_pin")
    assert wallet.debits() == []
    assert wallet.prompts()[0]["triesLeft"] == 2
    assert payment.answer().status == 200


def test_the_third_wrong_pin_ends_the_payment(wallet: Wallet, merchant: Receiver) -> None:
    payment = wallet.pays(merchant.url)
    assert [payment.answer(pin="4321").status for _ in range(3)] == [403, 403, 403]
    assert payment.answer().status == 409
    assert merchant.waits_for(1) == ["declined"]
    assert payment.transaction()["errorReference"]["errorParameters"] == [{"key": "reason", "value": "wrong_pin"}]
    assert wallet.debits() == []


def test_unanswered_it_goes_away_and_the_merchant_is_told(impatient_wallet: Wallet, merchant: Receiver) -> None:
    payment = impatient_wallet.pays(merchant.url)
    assert len(impatient_wallet.prompts()) == 1
    assert payment.ends() == "failed"
    assert merchant.waits_for(1) == ["failed"]
    assert payment.state()["errorReference"]["errorParameters"][0]["value"] == "prompt_expired"
    assert impatient_wallet.prompts() == []
    said = payment.answer()
    assert (said.status, said.reason) == (409, "prompt_is_gone")
    assert impatient_wallet.debits() == []


def test_there_is_no_prompt_for_what_was_never_asked(wallet: Wallet) -> None:
    assert wallet.post("/control/prompts/order-1", {"decision": "approve", "pin": "1234"}).status == 404


def test_no_pin_that_was_tried_is_kept_or_said_anywhere(tmp_path: Path) -> None:
    port = processes.free_port()
    with started(tmp_path, port) as process:
        payment = Wallet(f"http://127.0.0.1:{port}").pays()
        assert "9081726354" not in str(payment.answer(pin="9081726354").body)
        assert process.poll() is None
    assert not [file for file in tmp_path.iterdir() if b"9081726354" in file.read_bytes()]
