"""A person ends a review: as the wallet's books allow and not otherwise, and the payer is told how it ended."""

from __future__ import annotations

import json
from typing import Any

from sandbox.payments.machine import machine_now, move
from tests.sandbox.payments.backstage import MONTHS, Backstage
from tests.sandbox.payments.conftest import Scene
from tests.sandbox.payments.till import Till


def asks(stage: Backstage, method: str, path: str, body: Any = None) -> dict[str, Any]:
    said: dict[str, Any] = stage.app.test_client().open(f"/v1{path}", method=method, json=body, headers=stage.headers).get_json()
    return said


def decides(stage: Backstage, order_id: str, outcome: str) -> dict[str, Any]:
    return asks(stage, "POST", f"/sandbox/payment-orders/{order_id}/resolve", {"outcome": outcome})


def owed(stage: Backstage, order_id: str) -> list[str]:
    return [one["kind"] for one in asks(stage, "GET", f"/payment-orders/{order_id}/notices")["items"] if one["state"] == "owed"]


def is_told(stage: Backstage, order_id: str) -> None:
    for kind in owed(stage, order_id):
        for state in ("sending", "sent"):
            assert asks(stage, "PUT", f"/payment-orders/{order_id}/notices/{kind}", {"state": state})["state"] == state


def claims(scene: Scene, order_id: str, status: str) -> None:
    """A callback says how it ended, and the backend looks."""
    scene[0].hint(order_id, json.dumps({**scene[1].taken[order_id], "transactionStatus": status}).encode())
    scene[0].drive(order_id)


def over(scene: Scene) -> str:
    """An order that the payer declined and was told of."""
    stage, wallet = scene
    order_id = str(stage.confirm(stage.quote())["id"])
    stage.drive(order_id)
    wallet.settle(order_id, "declined")
    stage.drive(order_id)
    is_told(stage, order_id)
    return order_id


def doubted(scene: Scene) -> str:
    """Over, until a callback said that it was paid; the payer was told that it is being checked."""
    order_id = over(scene)
    claims(scene, order_id, "completed")
    assert owed(scene[0], order_id) == ["review"]
    is_told(scene[0], order_id)
    return order_id


def charged(scene: Scene) -> str:
    """Over, until the wallet itself said that it was paid."""
    order_id = over(scene)
    scene[1].taken[order_id]["transactionStatus"] = "completed"
    scene[1].debits.append(order_id)
    claims(scene, order_id, "completed")
    is_told(scene[0], order_id)
    return order_id


def test_one_that_was_charged_becomes_paid_and_posted_with_its_receipt(scene: Scene) -> None:
    stage, wallet = scene
    order_id = charged(scene)
    before = stage.books(order_id)
    assert (before.order.state, before.order.under_review) == ("needs_review", True)
    said = decides(stage, order_id, "paid")
    assert (said["state"], said["failure"], said["under_review"]) == ("posted", None, False)
    assert said["wallet_reference"] == wallet.taken[order_id]["transactionReference"]
    assert [event["cause"] for event in said["events"]][-2:] == ["review_paid", "months_posted"]
    after = stage.books(order_id)
    assert (after.receipts, after.counted_months, after.live_months) == (1, MONTHS, MONTHS)
    assert owed(stage, order_id) == ["receipt"]
    assert order_id in asks(stage, "GET", "/payment-orders/due")["items"]
    assert asks(stage, "POST", "/sandbox/reconciliation")["differences"] == []


def test_one_that_was_not_charged_fails_frees_its_months_and_is_told_once_more(scene: Scene) -> None:
    stage, _ = scene
    order_id = doubted(scene)
    webhooks = stage.books(order_id).webhooks
    said = decides(stage, order_id, "not_charged")
    assert (said["state"], said["may_have_charged"], said["under_review"]) == ("failed", False, False)
    assert said["events"][-1]["cause"] == "review_not_charged"
    # He was told so before, and then that it is being checked: that is not his last word.
    assert owed(stage, order_id) == ["not_paid"]
    books = stage.books(order_id)
    assert (books.live_months, books.receipts) == (0, 0)
    # None has left here: the first of them serves for all.
    assert books.webhooks == webhooks == 1
    assert stage.confirm(stage.quote())["state"] == "confirmed"


def test_what_the_wallets_books_do_not_show_is_not_decided(scene: Scene) -> None:
    stage, _ = scene
    order_id = doubted(scene)
    assert decides(stage, order_id, "paid")["params"] == {"field": "outcome"}
    assert stage.books(order_id).order.state == "needs_review"
    assert decides(stage, order_id, "not_charged")["state"] == "failed"


def test_what_the_wallet_charged_is_not_called_off(scene: Scene) -> None:
    stage, wallet = scene
    order_id = charged(scene)
    assert decides(stage, order_id, "not_charged")["code"] == "invalid_request"
    # Money that stands late on the statement neither is paid yet nor can be denied.
    wallet.debits.clear()
    assert {decides(stage, order_id, outcome)["code"] for outcome in ("paid", "not_charged")} == {"invalid_request"}
    wallet.debits.append(order_id)
    wallet.taken[order_id]["amount"] = "7"
    assert decides(stage, order_id, "paid")["code"] == "invalid_request"
    assert stage.books(order_id).order.state == "needs_review"


def test_what_somebody_may_still_say_yes_to_is_not_called_off(scene: Scene) -> None:
    stage, wallet = scene
    order_id = doubted(scene)
    wallet.taken[order_id]["transactionStatus"] = "pending"
    assert decides(stage, order_id, "not_charged")["code"] == "invalid_request"
    wallet.loses = {"question"}
    assert decides(stage, order_id, "not_charged")["code"] == "wallet_unavailable"


def test_months_that_another_pays_by_now_are_not_paid_twice(scene: Scene) -> None:
    stage, _ = scene
    order_id = over(scene)
    other = str(stage.confirm(stage.quote())["id"])
    scene[1].taken[order_id]["transactionStatus"] = "completed"
    scene[1].debits.append(order_id)
    claims(scene, order_id, "completed")
    assert decides(stage, order_id, "paid")["code"] == "duplicate_period_in_progress"
    assert [stage.books(one).order.state for one in (order_id, other)] == ["needs_review", "confirmed"]


def test_a_claim_that_a_person_has_weighed_is_not_raised_again_but_the_wallets_own_word_is(scene: Scene) -> None:
    stage, wallet = scene
    order_id = doubted(scene)
    decides(stage, order_id, "not_charged")
    claims(scene, order_id, "completed")
    assert stage.books(order_id).order.state == "failed"
    is_told(stage, order_id)
    wallet.taken[order_id]["transactionStatus"] = "completed"
    wallet.debits.append(order_id)
    claims(scene, order_id, "completed")
    assert stage.books(order_id).order.under_review
    assert owed(stage, order_id) == ["review"]
    assert decides(stage, order_id, "paid")["state"] == "posted"


def test_no_machine_ends_a_review_and_no_person_anything_else(scene: Scene) -> None:
    stage, _ = scene
    order_id = over(scene)
    assert decides(stage, order_id, "not_charged")["params"] == {"state": "declined"}
    assert decides(stage, "po_nobodys_order", "paid")["code"] == "not_found"
    assert asks(stage, "POST", f"/sandbox/payment-orders/{order_id}/resolve", {"outcome": "given_back"})["code"] == "invalid_request"
    claims(scene, order_id, "completed")
    with stage.backend.database.transaction() as sql:
        for to, cause in (("paid", "wallet_completed"), ("failed", "push_refused"), ("posted", "review_paid")):
            assert not move(sql, order_id, to, cause, machine_now())


def test_the_desk_decides_over_http_as_the_contract_has_it(either_till: Till) -> None:
    payment = either_till.begin("P08")
    payment.waits_for_prompt()
    payment.decide("contradict_unpaid", 0.2)
    order_id = payment.is_in("needs_review")["id"]
    path = f"/sandbox/payment-orders/{order_id}/resolve"
    assert either_till.api.call("POST", path, {"outcome": "paid"}).status == 422
    assert either_till.api.call("POST", path, {"outcome": "not_charged"}).body["state"] == "failed"
    assert either_till.api.call("POST", path, {"outcome": "not_charged"}).code == "too_late"
    assert either_till.books()["closed"]
    assert either_till.begin("P08").order["state"] == "confirmed"
