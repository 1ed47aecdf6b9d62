"""Money taken and not credited: whoever has only the wallet's number finds the payment by it, however it stands."""

from __future__ import annotations

import json
from typing import Any

from tests.sandbox.payments.backstage import Backstage
from tests.sandbox.payments.conftest import Scene


def found(stage: Backstage, number: str) -> str:
    """The state of the payment with this number, or the code of the refusal."""
    said = stage.app.test_client().get(f"/v1/payment-orders?reference={number}", headers=stage.headers).get_json()
    return str(said.get("state", said.get("code")))


def begun(scene: Scene, *lost: str) -> tuple[str, dict[str, Any]]:
    """An order that was pushed; `lost` of what follows. What the wallet holds of it."""
    stage, wallet = scene
    order_id = str(stage.confirm(stage.quote())["id"])
    wallet.loses = set(lost)
    stage.drive(order_id)
    return order_id, wallet.taken[order_id]


def calls_back(stage: Backstage, order_id: str, said: dict[str, Any], **otherwise: Any) -> None:
    stage.hint(order_id, json.dumps({**said, **otherwise}).encode())


def test_one_that_waits_for_the_pin_is_found_once_the_wallet_named_it(scene: Scene) -> None:
    order_id, said = begun(scene)
    scene[0].drive(order_id)
    assert found(scene[0], said["transactionReference"]) == "pending"


def test_one_that_came_to_nothing_is_found(scene: Scene) -> None:
    order_id, said = begun(scene)
    scene[1].settle(order_id, "declined")
    scene[0].drive(order_id)
    assert found(scene[0], said["transactionReference"]) == "declined"


def test_one_that_a_person_looks_at_is_found(scene: Scene) -> None:
    order_id, said = begun(scene)
    scene[1].settle(order_id, "declined")
    calls_back(scene[0], order_id, said, transactionStatus="completed")
    scene[0].drive(order_id)
    assert found(scene[0], said["transactionReference"]) == "needs_review"


def test_one_the_wallet_does_not_answer_for_is_found_by_its_callback_and_believed_no_more_for_it(scene: Scene) -> None:
    stage, _ = scene
    order_id, said = begun(scene, "reply", "question")
    number = said["transactionReference"]
    assert found(stage, number) == "not_found"
    calls_back(stage, order_id, said, transactionStatus="completed")
    stage.drive(order_id)
    assert found(stage, number) == "unknown"
    assert stage.books(order_id).order.wallet_reference is None


def test_a_callback_about_another_payment_names_nothing(scene: Scene) -> None:
    stage, _ = scene
    order_id, said = begun(scene, "reply", "question")
    calls_back(stage, order_id, said, requestingOrganisationTransactionReference="4000000012")
    assert found(stage, said["transactionReference"]) == "not_found"


def test_what_a_callback_named_is_found_by_its_payer_only(scene: Scene) -> None:
    stage, _ = scene
    order_id, said = begun(scene, "reply", "question")
    calls_back(stage, order_id, said)
    other = stage.post("/caller-sessions", {"msisdn": "+8562010000016", "channel": "ussd"})
    stage.headers["X-Caller-Token"] = other["caller_token"]
    assert found(stage, said["transactionReference"]) == "not_found"


def test_money_received_keeps_its_number_whatever_the_wallet_says_later(scene: Scene) -> None:
    stage, wallet = scene
    order_id, said = begun(scene)
    wallet.settle(order_id, "completed")
    stage.drive(order_id)
    number = said["transactionReference"]
    said["transactionReference"] = "MP9999"
    calls_back(stage, order_id, said)
    stage.drive(order_id)
    assert stage.books(order_id).order.under_review
    assert (found(stage, number), found(stage, "MP9999")) == ("posted", "not_found")
