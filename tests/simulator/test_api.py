"""The phone's keys as JSON, for the page and for scripts."""

import json

import pytest
import yaml
from flask.testing import FlaskClient

from simulator.app import PERSONAS, create_app
from simulator.settings import Settings, read_settings
from tests.processes import free_port
from tests.simulator.at_service import Service
from tests.simulator.conftest import ROOT

KEO = "+8562010000002"


@pytest.fixture
def keys(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


def test_a_script_dials_answers_repeats_and_hangs_up(keys: FlaskClient, service: Service) -> None:
    first = keys.post("/api/dial", json={"msisdn": KEO, "code": "*149#"}).get_json()
    menu = keys.post("/api/answer", json={"session": first["session"], "text": "3"}).get_json()
    again = keys.post("/api/again", json={"session": first["session"]}).get_json()
    over = keys.post("/api/hangup", json={"session": first["session"]}).get_json()

    assert menu["screen"].startswith("Keo, 31 months paid")
    assert menu["size"] == {"encoding": "GSM-7", "used": 47, "budget": 160}
    assert menu["request"]["text"] == "3"
    assert again["identical"] is True
    assert over == {"state": "ended"}
    assert service.told.wait(5)


def test_the_gateways_secret_never_reaches_the_page(service: Service) -> None:
    keys = create_app(Settings(service_url=service.url, gateway_secret="unguessable")).test_client()
    hop = keys.post("/api/dial", json={"msisdn": KEO, "code": "*149#"})

    assert "unguessable" not in hop.text + keys.get("/").text


@pytest.mark.parametrize(
    ("key", "body", "status", "error"),
    [
        ("dial", {"msisdn": "2010000002", "code": "*149#"}, 400, "bad_request"),
        ("dial", {"msisdn": KEO}, 400, "bad_request"),
        ("dial", ["*149#"], 400, "bad_request"),
        ("dial", {"msisdn": KEO, "code": "*1#"}, 404, "unknown_code"),
        ("answer", {"session": "ATUid_none", "text": "1"}, 404, "unknown_session"),
        ("drop", {"session": 7}, 400, "bad_request"),
    ],
)
def test_a_wrong_call_is_named(keys: FlaskClient, key: str, body: object, status: int, error: str) -> None:
    reply = keys.post(f"/api/{key}", json=body)

    assert (reply.status_code, reply.get_json()["error"]) == (status, error)


def test_the_inbox_counts_what_each_message_takes(keys: FlaskClient, service: Service) -> None:
    service.messages = [
        {"from": "LSSO", "text": "482913 is your code", "sent_at": "2026-11-22T02:00:00Z"},
        {"from": "LSSO", "text": "ລະຫັດ 482913 " * 6, "sent_at": "2026-11-22T02:01:00Z"},
    ]
    reply = keys.get("/api/inbox", query_string={"msisdn": KEO})

    assert [(each["encoding"], each["segments"]) for each in reply.get_json()] == [("GSM-7", 1), ("UCS-2", 2)]
    assert set(reply.get_json()[0]) == {"from", "text", "encoding", "segments", "sent_at"}
    assert reply.headers["Inbox-State"] == "read"


def test_a_missing_backend_is_an_empty_inbox_that_says_so() -> None:
    keys = create_app(Settings(backend_url=f"http://127.0.0.1:{free_port()}")).test_client()
    reply = keys.get("/api/inbox", query_string={"msisdn": KEO})

    assert (reply.get_json(), reply.headers["Inbox-State"]) == ([], "unreachable")


def test_the_page_allows_no_inline_script_or_style(keys: FlaskClient) -> None:
    page = keys.get("/")
    policy = page.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert " style=" not in page.text
    assert " onclick=" not in page.text


def test_every_sim_is_somebody_of_the_sandbox_with_a_name_in_both_languages() -> None:
    sims = {sim["id"]: sim for sim in json.loads(PERSONAS.read_text("utf-8"))}
    people = yaml.safe_load((ROOT / "sandbox/data/personas.yaml").read_text("utf-8"))

    for name, sim in sims.items():
        person = people.get(name) or people[f"{name}a"]
        number = person.get("phone") or f"+85620100000{name[1:3]}"
        pin = None if not person.get("member") or person.get("pin") == "none" else str(person.get("pin", 4071))
        assert (sim["msisdn"], (sim["pin"] or "")[:4] or None) == (number, pin), name
        assert sim["member"] == person.get("member"), name
        assert set(sim["name"]) == set(sim["about"]) == {"en", "lo"}
    assert {name[:3] for name in people} - {name[:3] for name in sims} == {"P13", "P25", "P45"}, "these three hold no phone"


def test_settings_fit_make_run_and_name_what_is_wrong() -> None:
    assert read_settings({}) == Settings()
    assert read_settings({"SERVICE_URL": "http://127.0.0.1:9/"}).events_url == "http://127.0.0.1:9/ussd/africastalking/demo/events"
    assert read_settings({"SERVICE_PORT": "8010"}).service_url == "http://127.0.0.1:8010"
    assert read_settings({"SERVICE_PORT": "8010", "SERVICE_URL": "http://127.0.0.1:9"}).service_url == "http://127.0.0.1:9"
    with pytest.raises(SystemExit, match="SIMULATOR_PORT"):
        read_settings({"SIMULATOR_PORT": "x"})
    with pytest.raises(SystemExit, match="SERVICE_CODE"):
        read_settings({"SERVICE_CODE": "149"})
