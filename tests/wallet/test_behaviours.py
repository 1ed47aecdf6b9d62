"""Each thing that a wallet can do to a payment, ordered before it comes or while it waits."""

from __future__ import annotations

import time

import pytest

from tests.wallet.merchant import Payment, Receiver, Wallet

ENDS = [
    ("approve", "completed", None, ["completed"]),
    ("decline", "declined", "declined", ["declined"]),
    ("insufficient_funds", "failed", "insufficient_funds", ["failed"]),
    ("twice", "completed", None, ["completed", "completed"]),
    ("contradict", "completed", None, ["failed", "completed"]),
    ("contradict_unpaid", "declined", "declined", ["completed", "declined"]),
]


def reason(payment: Payment) -> str | None:
    said = payment.transaction().get("errorReference")
    return said["errorParameters"][0]["value"] if said else None


@pytest.mark.parametrize("before", [True, False], ids=["planned", "decided"])
@pytest.mark.parametrize(("decision", "status", "why", "callbacks"), ENDS, ids=[row[0] for row in ENDS])
def test_it_ends_so_and_says_so(
    wallet: Wallet, merchant: Receiver, before: bool, decision: str, status: str, why: str | None, callbacks: list[str]
) -> None:
    payment = wallet.pays(merchant.url, planned=decision if before else None)
    if not before:
        assert payment.decide(decision).body["decided"][0]["serverCorrelationId"] == payment.server_id
    assert payment.ends() == status
    assert reason(payment) == why
    assert wallet.prompts() == []
    assert merchant.waits_for(len(callbacks)) == callbacks
    assert wallet.debits() == [payment.reference] * (status == "completed")


def test_limit_exceeded_is_refused_at_the_door_or_later(wallet: Wallet, merchant: Receiver) -> None:
    wallet.post("/control/decide", {"reference": "1000000001", "decision": "limit_exceeded"})
    assert wallet.ask("order-1", "1000000001", merchant.url).reason == "limit_exceeded"
    payment = wallet.pays(merchant.url)
    payment.decide("limit_exceeded")
    assert (payment.ends(), reason(payment)) == ("failed", "limit_exceeded")
    assert merchant.waits_for(1) == ["failed"]


def test_timeout_shows_nothing_says_nothing_and_ends_with_the_prompt(impatient_wallet: Wallet, merchant: Receiver) -> None:
    payment = impatient_wallet.pays(merchant.url, planned="timeout")
    assert impatient_wallet.prompts() == []
    assert payment.state()["status"] == "pending"
    assert (payment.ends(), reason(payment)) == ("failed", "prompt_expired")
    time.sleep(0.5)
    assert merchant.arrived == []


def test_timeout_can_be_had_at_once(wallet: Wallet) -> None:
    payment = wallet.pays()
    payment.decide("timeout", after_s=0)
    assert payment.transaction()["transactionStatus"] == "failed"


def test_late_the_money_moves_at_once_and_the_callback_comes_late(wallet: Wallet, merchant: Receiver) -> None:
    payment = wallet.pays(merchant.url)
    payment.decide("late", after_s=1)
    decided = time.monotonic()
    assert wallet.debits() == [payment.reference]
    assert payment.state()["status"] == "completed"
    assert merchant.waits_for(1) == ["completed"]
    assert 0.9 < merchant.arrived[0][0] - decided < 4


def test_an_answer_put_off_ends_later(wallet: Wallet, merchant: Receiver) -> None:
    payment = wallet.pays(merchant.url, planned="approve", after_s=1)
    assert payment.state()["status"] == "pending"
    assert not wallet.debits()
    assert not wallet.prompts()
    assert payment.ends() == "completed"
    assert merchant.waits_for(1) == ["completed"]


def test_a_lost_callback_never_comes_and_the_truth_can_be_asked_for(wallet: Wallet, merchant: Receiver) -> None:
    payment = wallet.pays(merchant.url, planned="lose_callback")
    assert payment.ends() == "completed"
    time.sleep(0.5)
    assert merchant.arrived == []
    assert wallet.get(f"/control/callbacks?reference={payment.reference}").body == []
    assert payment.state()["status"] == "completed"


def test_posted_late_it_is_missing_on_the_statement_for_a_while(wallet: Wallet, merchant: Receiver) -> None:
    payment = wallet.pays(merchant.url)
    payment.decide("post_late", after_s=1)
    assert merchant.waits_for(1) == ["completed"]
    assert payment.state()["status"] == "completed"
    assert wallet.debits() == [payment.reference]
    assert wallet.statement() == []
    time.sleep(1.1)
    assert wallet.statement() == [payment.reference]


def test_unavailable_takes_nothing_as_often_as_ordered_and_then_does(wallet: Wallet) -> None:
    wallet.post("/control/decide", {"reference": "1000000001", "decision": "unavailable", "times": 2})
    for _ in range(2):
        said = wallet.ask("order-1", "1000000001")
        assert (said.status, said.body["errorCategory"]) == (503, "serviceUnavailable")
        assert wallet.get("/responses/order-1").status == 404
    assert wallet.ask("order-1", "1000000001").status == 202


def test_slow_it_is_taken_first_and_answered_late(wallet: Wallet) -> None:
    began = time.monotonic()
    payment = wallet.pays(planned="slow", after_s=1)
    assert time.monotonic() - began >= 1
    assert wallet.prompts()[0]["serverCorrelationId"] == payment.server_id


def test_a_lost_reply_hides_a_payment_that_was_taken(wallet: Wallet) -> None:
    wallet.post("/control/decide", {"reference": "1000000001", "decision": "lose_reply"})
    wallet.post("/control/decide", {"reference": "1000000001", "decision": "approve"})
    assert wallet.ask("order-1", "1000000001").status == 504
    assert wallet.get("/responses/order-1").status == 200
    assert wallet.ask("order-1", "1000000001").status == 202
    assert wallet.debits() == ["1000000001"]


def test_what_has_ended_is_not_decided_again(wallet: Wallet) -> None:
    payment = wallet.pays()
    payment.decide("decline")
    said = payment.decide("approve")
    assert (said.status, said.reason) == (409, "payment_has_ended")
    assert payment.transaction()["transactionStatus"] == "declined"


def test_a_callback_is_repeated_until_it_is_taken(wallet: Wallet, merchant: Receiver) -> None:
    merchant.answers.extend([503, 302])
    payment = wallet.pays(merchant.url, planned="approve")
    assert merchant.waits_for(3) == ["completed"] * 3
    time.sleep(0.3)
    [sent] = wallet.get(f"/control/callbacks?reference={payment.reference}").body
    assert (sent["attempts"], sent["dueAt"]) == (3, None)
    assert sent["deliveredAt"]
    assert sent["transactionStatus"] == "completed"
