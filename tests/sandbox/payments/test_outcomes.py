"""All that a wallet can do to a payment, and what the order says of it: never paid when it is not, never over when it may be paid."""

from __future__ import annotations

from urllib.request import Request, urlopen

import pytest

from tests import processes
from tests.sandbox.payments.till import MANIVANH, Till


def test_an_approved_payment_is_paid_then_posted_and_its_months_count(either_till: Till) -> None:
    before = either_till.api.proven("P08").get("/me/contributions/summary").body
    payment = either_till.begin("P08", 3)
    payment.answer()
    order = payment.ends()
    assert payment.lived_through == ["confirmed", "submitting", "pending", "paid", "posted"]
    assert order["wallet_reference"] == either_till.debits()[0]["transactionReference"]
    after = either_till.api.proven("P08").get("/me/contributions/summary").body
    assert (after["months_total"], after["last_period"]) == (before["months_total"] + 3, "2027-01")
    assert after["next_due"]["period"] == "2027-02"
    assert either_till.books()["closed"]


@pytest.mark.parametrize("payer", ["P16", "P19"])
def test_anyone_pays_the_arrears_of_another(till: Till, payer: str) -> None:
    payment = till.begin(payer, 3, MANIVANH)
    payment.answer()
    assert payment.ends()["state"] == "posted"
    summary = till.api.proven("P09").get("/me/contributions/summary").body
    assert (summary["gaps"], summary["next_due"]["months_behind"]) == ([], 0)
    assert "payment" in {look["what"] for look in till.api.open("P09").get("/me/access-log").body["items"]}


@pytest.mark.parametrize(
    ("decision", "state", "failure"),
    [
        ("decline", "declined", "declined"),
        ("insufficient_funds", "failed", "insufficient_funds"),
        ("limit_exceeded", "failed", "limit_exceeded"),
        ("timeout", "expired", "expired"),
    ],
)
def test_a_payment_that_came_to_nothing_says_why_and_frees_its_months(till: Till, decision: str, state: str, failure: str) -> None:
    payment = till.begin("P08")
    payment.waits_for_prompt()
    payment.decide(decision, 0.1 if decision == "timeout" else None)
    order = payment.ends()
    assert (order["state"], order["failure"], order["may_have_charged"]) == (state, {"code": failure}, False)
    assert till.debits() == []
    assert till.begin("P08").order["state"] == "confirmed"


@pytest.mark.parametrize(("decision", "after_s"), [("approve", None), ("late", 1.0), ("twice", 0.2), ("lose_callback", None)])
def test_callbacks_twice_late_or_lost_change_nothing(either_till: Till, decision: str, after_s: float | None) -> None:
    payment = either_till.begin("P41")
    payment.waits_for_prompt()
    payment.decide(decision, after_s)
    assert payment.ends()["state"] == "posted"
    assert (payment.order["under_review"], len(either_till.debits())) == (False, 1)
    assert payment.lived_through.count("paid") == 1


@pytest.mark.parametrize("met", ["unavailable", "slow", "lose_reply"])
def test_a_request_that_was_not_answered_is_asked_about_by_the_same_reference(either_till: Till, met: str) -> None:
    either_till.wallet("POST", "/control/rates", {"rates": {met: 1}, "seed": "one", "after_s": 3})
    payment = either_till.begin("P08")
    assert payment.is_in("unknown", "pending")["may_have_charged"]
    either_till.wallet("POST", "/control/rates", {"rates": {}, "seed": "one"})
    payment.answer()
    assert payment.ends()["state"] == "posted"
    assert "unknown" in payment.lived_through
    [debit] = either_till.debits()
    assert debit["correlationId"] == payment.order["id"]


def test_a_wallet_that_contradicts_itself_about_a_paid_payment_leaves_it_paid_and_in_review(either_till: Till) -> None:
    payment = either_till.begin("P08")
    payment.waits_for_prompt()
    payment.decide("contradict", 0.2)
    payment.ends()
    processes.wait_until(lambda: bool(payment.read()["under_review"]), what="the review")
    assert payment.order["state"] == "posted"


def test_a_wallet_that_contradicts_itself_about_one_not_paid_leaves_it_to_a_person(either_till: Till) -> None:
    payment = either_till.begin("P08")
    payment.waits_for_prompt()
    payment.decide("contradict_unpaid", 0.2)
    order = payment.is_in("needs_review")
    assert (order["state"], order["under_review"], order["may_have_charged"]) == ("needs_review", True, True)
    caller = either_till.api.open("P08")
    assert either_till.confirm(caller, either_till.price(caller)).code == "duplicate_period_in_progress"


def test_money_received_is_not_yet_posted_when_posting_is_late(till: Till) -> None:
    payment = till.begin("P08")
    payment.waits_for_prompt()
    payment.decide("post_late", 1.5)
    order = payment.is_in("paid")
    assert order["receipt_no"] is not None
    assert till.api.proven("P08").get("/me/contributions/summary").body["pending"] == ["2026-11"]
    assert payment.ends()["state"] == "posted"
    assert till.api.proven("P08").get("/me/contributions/summary").body["pending"] == []


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff\x00", b'{"transactionStatus":"completed"}', b"[" * 5000])
def test_a_forged_callback_moves_nothing(till: Till, body: bytes) -> None:
    payment = till.begin("P08")
    payment.waits_for_prompt()
    assert put(till, payment.order["id"], body) == 200
    assert payment.read()["state"] == "pending"
    payment.answer("decline")
    assert payment.ends()["state"] == "declined"


def test_the_callback_door_says_the_same_about_an_order_and_about_none(till: Till) -> None:
    payment = till.begin("P08")
    assert put(till, payment.order["id"], b"x") == put(till, "po_nobodys_order", b"x") == 200


def test_three_wrong_pins_end_the_payment(till: Till) -> None:
    payment = till.begin("P08")
    for _ in range(3):
        assert payment.answer("approve", "9999").code == "step_up_failed"
    assert payment.ends()["state"] == "declined"


def put(till: Till, order_id: str, body: bytes) -> int:
    request = Request(f"{till.api.url}/v1/wallet-callbacks/{order_id}", body, method="PUT")
    with urlopen(request, timeout=10) as said:
        return int(said.status)
