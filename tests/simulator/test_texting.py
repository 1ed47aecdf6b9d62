"""SMS that a pretend phone writes: brought to the service as Africa's Talking brings them, and shown with what became of them."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from simulator.app import create_app
from simulator.settings import Settings
from tests.processes import free_port
from tests.simulator.at_service import Service
from tests.simulator.test_messaging import sent
from tests.simulator.waiting import until

KEO = "+8562010000002"


@pytest.fixture
def phone(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


def writes(phone: FlaskClient, text: str, msisdn: str = KEO) -> dict[str, object]:
    said: dict[str, object] = phone.post("/api/sms", json={"msisdn": msisdn, "text": text}).get_json()
    return said


def conversation(phone: FlaskClient, msisdn: str = KEO) -> list[dict[str, object]]:
    messages: list[dict[str, object]] = phone.get("/api/conversation", query_string={"msisdn": msisdn}).get_json()
    return messages


def test_the_service_gets_the_form_that_africas_talking_sends(phone: FlaskClient, service: Service) -> None:
    said = writes(phone, "ຍອດ + 1&2")
    (form,) = service.post.messages

    assert list(form) == ["date", "from", "id", "linkId", "text", "to", "networkCode"]
    assert (form["from"], form["text"], form["to"], form["date"]) == (KEO, "ຍອດ + 1&2", "1490", service.now)
    assert form["id"] == said["id"]
    assert (said["state"], said["encoding"], said["segments"]) == ("sent", "UCS-2", 1)


def test_an_sms_that_is_not_taken_is_brought_again_under_the_same_id(phone: FlaskClient, service: Service) -> None:
    service.post.statuses = [503]
    assert writes(phone, "BAL")["state"] == "waiting"

    assert service.post.wait(service.post.messages, 2)
    assert service.post.messages[0] == service.post.messages[1]
    until(lambda: conversation(phone)[0]["state"] == "sent")


def test_an_sms_written_while_the_service_is_down_waits_and_survives_a_restart_of_the_phone(service: Service, tmp_path: Path) -> None:
    file = tmp_path / "phone.sqlite3"
    nowhere = f"http://127.0.0.1:{free_port()}"
    down = Settings(service_url=nowhere, backend_url=service.url, database=file)
    assert writes(create_app(down).test_client(), "BAL")["state"] == "waiting"

    phone = create_app(Settings(service_url=service.url, backend_url=service.url, database=file)).test_client()
    assert service.post.wait(service.post.messages, 1)
    until(lambda: conversation(phone)[0]["state"] == "sent")


def test_both_directions_stand_in_the_order_they_happened_though_the_clock_stands_still(phone: FlaskClient, service: Service) -> None:
    writes(phone, "BAL")
    sent(phone, message="31 months paid")
    writes(phone, "PAY 3")
    writes(phone, "1")
    sent(phone, message="324.000 LAK")

    texts = [(message["mine"], message["text"]) for message in conversation(phone)]
    assert texts == [(True, "BAL"), (False, "31 months paid"), (True, "PAY 3"), (True, "1"), (False, "324.000 LAK")]


def test_what_the_phone_wrote_is_in_its_conversation_and_not_in_its_inbox(phone: FlaskClient) -> None:
    writes(phone, "BAL")

    assert phone.get("/api/inbox", query_string={"msisdn": KEO}).get_json() == []
    assert conversation(phone, "+8562010000003") == []
    (mine,) = conversation(phone)
    assert (mine["from"], mine["mine"], mine["encoding"], mine["segments"]) == (KEO, True, "GSM-7", 1)


@pytest.mark.parametrize(
    "body", [{"msisdn": KEO, "text": ""}, {"msisdn": KEO}, {"msisdn": "2010", "text": "BAL"}, {"msisdn": KEO, "text": "x" * 1531}]
)
def test_what_no_phone_could_send_is_named(phone: FlaskClient, service: Service, body: dict[str, str]) -> None:
    reply = phone.post("/api/sms", json=body)

    assert (reply.status_code, reply.get_json()["error"]) == (400, "bad_request")
    assert service.post.messages == []
