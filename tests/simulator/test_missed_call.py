"""A missed call: the forms that Africa's Talking sends, and what the answer means to who rings."""

import pytest
from flask.testing import FlaskClient

from simulator.app import create_app
from simulator.missed_call import ring
from simulator.settings import Settings
from tests.processes import free_port
from tests.simulator.at_service import Service

KEO = "+8562010000002"


@pytest.fixture
def phone(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


def test_a_call_rings_and_its_end_is_told_under_the_same_id(phone: FlaskClient, service: Service) -> None:
    call = phone.post("/api/ring", json={"msisdn": KEO}).get_json()
    rings, ends = service.post.calls

    assert (call["outcome"], call["status"], "<Reject/>" in call["reply"]) == ("rejected", 200, True)
    assert (rings["isActive"], rings["direction"], rings["callerNumber"], rings["destinationNumber"]) == (
        "1", "Inbound", KEO, "+8562010000149",
    )  # fmt: skip
    assert (ends["isActive"], ends["durationInSeconds"]) == ("0", "0")
    assert rings["sessionId"] == ends["sessionId"]


@pytest.mark.parametrize(
    ("status", "answer", "outcome"),
    [
        (200, "<Response><Reject/></Response>", "rejected"),
        (200, "<Response>\n  <Reject />\n</Response>", "rejected"),
        (200, "<Response><Say>Sabaidee</Say><Reject/></Response>", "answered"),
        (200, "<Response><Dial phoneNumbers='+8562010000149'/></Response>", "answered"),
        (200, "<Response/>", "malformed"),
        (200, "<Reject/>", "malformed"),
        (200, "", "malformed"),
        (200, "ok", "malformed"),
        (404, "not found", "refused"),
        (500, "<Response><Reject/></Response>", "refused"),
    ],
)
def test_the_answer_is_read_as_the_operator_reads_it(phone: FlaskClient, service: Service, status: int, answer: str, outcome: str) -> None:
    service.post.voice_status, service.post.voice = status, answer

    assert phone.post("/api/ring", json={"msisdn": KEO}).get_json()["outcome"] == outcome


def test_a_service_that_is_down_is_named() -> None:
    assert ring(Settings(service_url=f"http://127.0.0.1:{free_port()}"), KEO).outcome == "unreachable"
