"""The SMS gateway: answered as Africa's Talking answers, and what it took lies in the phone's inbox."""

import json
from pathlib import Path
from urllib.request import urlopen

import pytest
from africastalking.SMS import SMSService
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from simulator.app import create_app
from simulator.settings import Settings
from tests.processes import free_port
from tests.simulator.at_service import Service

KEO = "+8562010000002"
NOY = "+8562010000003"


@pytest.fixture
def network(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


def sent(network: FlaskClient, key: str = "demo", **changes: str) -> TestResponse:
    form = {"username": "sandbox", "to": KEO, "message": "Paid: 324.000 LAK", "from": "LSSO", "bulkSMSMode": "1"} | changes
    return network.post("/version1/messaging", data={name: value for name, value in form.items() if value}, headers={"apiKey": key})


def inbox(network: FlaskClient, msisdn: str = KEO) -> list[dict[str, object]]:
    messages: list[dict[str, object]] = network.get("/api/inbox", query_string={"msisdn": msisdn}).get_json()
    return messages


def test_an_sms_is_answered_as_africas_talking_answers(network: FlaskClient) -> None:
    reply = sent(network)
    (recipient,) = reply.get_json()["SMSMessageData"].pop("Recipients")

    # The official client reads JSON only when the type is exactly this.
    assert (reply.status_code, reply.headers["Content-Type"]) == (201, "application/json")
    assert reply.get_json()["SMSMessageData"]["Message"] == "Sent to 1/1 Total Cost: LAK 150.0000"
    assert recipient.pop("messageId").startswith("ATPid_")
    assert recipient == {"statusCode": 101, "number": KEO, "status": "Success", "cost": "LAK 150.0000"}


class Sdk(SMSService):  # type: ignore[misc]  # it comes without types
    """The official client, which has no option for its address."""

    def __init__(self, url: str) -> None:
        self._url = url
        super().__init__("sandbox", "demo")

    def _init_service(self) -> None:
        self._baseUrl = f"{self._url}/version1"


def test_the_official_client_sends_and_understands_the_answer(page_url: str) -> None:
    answer = Sdk(page_url).send("Paid", [KEO], "LSSO")
    with urlopen(f"{page_url}/api/inbox?msisdn=%2B8562010000002", timeout=5) as read:
        (message,) = json.load(read)

    assert answer["SMSMessageData"]["Recipients"][0]["statusCode"] == 101
    assert message["text"] == "Paid"


def test_an_sms_taken_lies_in_the_inbox_of_its_phone_alone(network: FlaskClient) -> None:
    sent(network, message="ຮັບເງິນແລ້ວ " * 8)

    (message,) = inbox(network)
    assert (message["from"], message["encoding"], message["segments"]) == ("LSSO", "UCS-2", 2)
    assert inbox(network, NOY) == []


def test_several_phones_are_sent_it_once_each_and_a_wrong_number_is_told(network: FlaskClient) -> None:
    reply = sent(network, to=f"{KEO},{NOY}, {KEO},2010").get_json()["SMSMessageData"]

    assert reply["Message"] == "Sent to 2/3 Total Cost: LAK 300.0000"
    assert [(each["number"], each["statusCode"]) for each in reply["Recipients"]] == [(KEO, 101), (NOY, 101), ("2010", 403)]
    assert (len(inbox(network)), len(inbox(network, NOY))) == (1, 1)


def test_an_unknown_sender_is_a_201_that_reached_nobody(network: FlaskClient) -> None:
    reply = sent(network, **{"from": "SOMEBODY"})

    assert (reply.status_code, reply.get_json()) == (201, {"SMSMessageData": {"Message": "InvalidSenderId", "Recipients": []}})
    assert inbox(network) == []


@pytest.mark.parametrize(("key", "changes"), [("wrong", {}), ("", {}), ("demo", {"username": "somebody"})])
def test_a_wrong_account_is_refused_in_words(network: FlaskClient, key: str, changes: dict[str, str]) -> None:
    reply = sent(network, key, **changes)

    assert (reply.status_code, reply.text, reply.mimetype) == (401, "The supplied authentication is invalid", "text/plain")
    assert inbox(network) == []


@pytest.mark.parametrize("missing", ["username", "to", "message"])
def test_a_missing_field_is_named(network: FlaskClient, missing: str) -> None:
    reply = sent(network, **{missing: ""})

    assert (reply.status_code, reply.text) == (400, f"Request is missing required form field '{missing}'")


def test_the_inbox_shows_both_senders_in_the_order_of_the_backends_clock(network: FlaskClient, service: Service) -> None:
    service.messages = [
        {"from": "LSSO", "text": text, "sent_at": f"2026-11-22T0{hour}:00:00Z"} for text, hour in (("first", 1), ("last", 3))
    ]
    service.now = "2026-11-22T02:00:00Z"
    sent(network, message="between")

    assert [message["text"] for message in inbox(network)] == ["first", "between", "last"]


def test_without_the_backend_an_sms_is_taken_and_read_all_the_same() -> None:
    network = create_app(Settings(backend_url=f"http://127.0.0.1:{free_port()}")).test_client()

    assert sent(network).status_code == 201
    assert len(inbox(network)) == 1


def test_what_was_taken_is_still_there_after_a_restart(settings: Settings, tmp_path: Path) -> None:
    kept = Settings(service_url=settings.service_url, backend_url=settings.backend_url, database=tmp_path / "phone.sqlite3")
    sent(create_app(kept).test_client())

    assert len(inbox(create_app(kept).test_client())) == 1
