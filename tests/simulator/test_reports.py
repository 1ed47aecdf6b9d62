"""Delivery reports: told at once, late, never, or that the phone is off, as each phone is set."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from simulator.app import create_app
from simulator.courier import Courier
from simulator.database import Database
from simulator.reports import Reports
from simulator.settings import Settings
from simulator.sms_store import Sms
from tests.simulator.at_service import Service
from tests.simulator.test_messaging import inbox, sent
from tests.simulator.test_texting import conversation
from tests.simulator.waiting import until

KEO = "+8562010000002"
NOY = "+8562010000003"


@pytest.fixture
def network(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


@pytest.fixture
def courier() -> Iterator[Courier]:
    courier = Courier(pauses_s=(0.05,))
    yield courier
    courier.close()


def turn(network: FlaskClient, switch: str, msisdn: str = KEO) -> None:
    assert network.post("/api/reports", json={"msisdn": msisdn, "switch": switch}).get_json() == {"switch": switch}


def told(network: FlaskClient) -> object:
    return conversation(network)[-1]["report"]


def test_an_sms_taken_is_reported_at_once_under_its_id(network: FlaskClient, service: Service) -> None:
    (recipient,) = sent(network).get_json()["SMSMessageData"]["Recipients"]
    assert service.post.wait(service.post.reports, 1)

    expected = {"id": recipient["messageId"], "status": "Success", "phoneNumber": KEO, "networkCode": "99999", "retryCount": "0"}
    assert service.post.reports == [expected]
    until(lambda: told(network) == {"switch": "at_once", "state": "told"})


def test_a_report_that_is_not_taken_is_told_again(network: FlaskClient, service: Service) -> None:
    service.post.statuses = [503]
    sent(network)

    assert service.post.wait(service.post.reports, 2)
    assert service.post.reports[0] == service.post.reports[1]


def test_a_phone_that_is_off_is_reported_with_a_reason_and_has_no_sms(network: FlaskClient, service: Service) -> None:
    turn(network, "failed")
    sent(network)
    assert service.post.wait(service.post.reports, 1)

    assert (service.post.reports[0]["status"], service.post.reports[0]["failureReason"]) == ("Failed", "UserIsInactive")
    assert inbox(network) == []
    assert conversation(network)[0]["arrived"] is False


def test_a_report_that_is_dropped_is_never_told_though_the_sms_arrives(network: FlaskClient, service: Service) -> None:
    turn(network, "never")
    sent(network)
    sent(network, to=NOY)
    assert service.post.wait(service.post.reports, 1)

    assert [report["phoneNumber"] for report in service.post.reports] == [NOY]
    assert told(network) == {"switch": "never", "state": "withheld"}
    assert len(inbox(network)) == 1


def test_a_late_report_comes_late(settings: Settings, service: Service, courier: Courier) -> None:
    reports = Reports(settings, Database(), courier, late_s=0.4)
    reports.turn(KEO, "late")
    reports.took([Sms("ATPid_1", KEO, "LSSO", "Paid", service.now)])
    time.sleep(0.2)

    assert service.post.reports == []
    assert reports.of(KEO)["ATPid_1"].state == "waiting"
    assert service.post.wait(service.post.reports, 1)


def test_a_late_report_that_waited_over_a_restart_is_told(settings: Settings, service: Service, courier: Courier, tmp_path: Path) -> None:
    file = tmp_path / "phone.sqlite3"
    before = Reports(settings, Database(file), courier, late_s=60)
    before.turn(KEO, "late")
    before.took([Sms("ATPid_1", KEO, "LSSO", "Paid", service.now)])
    after = Reports(settings, Database(file), courier, late_s=0)
    after.resume()

    assert service.post.wait(service.post.reports, 1)
    assert after.switch(KEO) == "late"


def test_each_phone_has_a_switch_of_its_own(network: FlaskClient) -> None:
    turn(network, "never", NOY)

    assert network.get("/api/reports", query_string={"msisdn": KEO}).get_json() == {"switch": "at_once"}
    assert network.get("/api/reports", query_string={"msisdn": NOY}).get_json() == {"switch": "never"}
    assert network.post("/api/reports", json={"msisdn": KEO, "switch": "twice"}).status_code == 400
