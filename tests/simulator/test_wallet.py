"""The wallet's questions and the orders as JSON: for the page, and for scripts that pay without one."""

import pytest
from flask.testing import FlaskClient

from simulator.app import create_app
from simulator.settings import Settings
from tests.processes import free_port
from tests.simulator.at_service import Service
from tests.simulator.at_till import KEO, QUESTION, REFERENCE


@pytest.fixture
def phone(settings: Settings, service: Service) -> FlaskClient:
    service.till.asks()
    return create_app(settings).test_client()


def test_a_waiting_question_says_what_is_paid_to_whom_and_for_how_long_it_waits(phone: FlaskClient) -> None:
    (prompt,) = phone.get("/api/prompts", query_string={"msisdn": KEO}).get_json()

    assert (prompt["id"], prompt["reference"], prompt["payee"]) == (QUESTION, REFERENCE, "NSSO")
    assert prompt["amount"] == {"value": "324000", "currency": "LAK"}
    assert 110 <= prompt["expires_in_s"] <= 120
    assert phone.get("/api/prompts", query_string={"msisdn": "+8562010000003"}).get_json() == []


def test_a_script_approves_with_the_wallets_pin(phone: FlaskClient, service: Service) -> None:
    reply = phone.post("/api/decide", json={"prompt": QUESTION, "decision": "approve", "pin": "1234"})

    assert (reply.status_code, reply.get_json()) == (200, {"decision": "approve"})
    assert service.till.said == [(QUESTION, {"decision": "approve", "pin": "1234"})]
    assert phone.get("/api/prompts", query_string={"msisdn": KEO}).get_json() == []


def test_declining_needs_no_pin(phone: FlaskClient, service: Service) -> None:
    phone.post("/api/decide", json={"prompt": QUESTION, "decision": "decline"})

    assert service.till.said == [(QUESTION, {"decision": "decline"})]


def test_a_wrong_pin_says_how_many_tries_are_left_and_a_question_that_is_over_says_so(phone: FlaskClient) -> None:
    wrong = phone.post("/api/decide", json={"prompt": QUESTION, "decision": "approve", "pin": "0000"})
    phone.post("/api/decide", json={"prompt": QUESTION, "decision": "decline"})
    late = phone.post("/api/decide", json={"prompt": QUESTION, "decision": "approve", "pin": "1234"})

    assert (wrong.status_code, wrong.get_json()) == (403, {"error": "wrong_pin", "left": 2})
    assert (late.status_code, late.get_json()) == (404, {"error": "gone"})


def test_the_wallet_can_be_told_to_misbehave_for_one_order(phone: FlaskClient, service: Service) -> None:
    phone.post("/api/decide", json={"order": REFERENCE, "decision": "contradict"})

    assert service.till.said == [(REFERENCE, {"decision": "contradict"})]


def test_the_orders_of_a_phone_come_with_their_time_lines(phone: FlaskClient) -> None:
    (order,) = phone.get("/api/orders", query_string={"msisdn": KEO}).get_json()

    assert [event["state"] for event in order["events"]] == ["confirmed", "submitting", "pending"]


@pytest.mark.parametrize(
    "body",
    [
        {"prompt": "../reset", "decision": "approve"},
        {"prompt": "a/b", "decision": "approve"},
        {"order": "", "decision": "late"},
        {"order": REFERENCE},
        {"decision": "approve"},
        [],
        "approve",
    ],
)
def test_nothing_but_a_key_and_a_decision_goes_on_to_the_backend(phone: FlaskClient, service: Service, body: object) -> None:
    reply = phone.post("/api/decide", json=body)

    assert (reply.status_code, reply.get_json()["error"]) == (400, "bad_request")
    assert service.till.said == []


def test_a_missing_backend_is_told_as_such() -> None:
    phone = create_app(Settings(backend_url=f"http://127.0.0.1:{free_port()}")).test_client()

    for path in ("/api/prompts", "/api/orders"):
        reply = phone.get(path, query_string={"msisdn": KEO})
        assert (reply.status_code, reply.get_json()) == (503, {"error": "unreachable"})
