"""A missed call: rejected, so that it costs nothing, and answered by one SMS."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from redis import Redis

from channels.voice.africastalking import NUMBER_SECONDS, MissedCalls
from channels.wire import Wire
from tests import processes
from tests.jobs.post_office import PostOffice, sms_gateway
from tests.sandbox.speaker import msisdn_of

REJECT = b'<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>'
# As it is documented: the call rings, and its end is told under the same id.
RINGS = {
    "isActive": "1", "sessionId": "ATVId_5c9c5d2a8a1d4b0b", "direction": "Inbound", "callerNumber": msisdn_of("P08"),
    "callerCountryCode": "856", "destinationNumber": "+856201000149", "callSessionState": "Ringing", "callStartTime": "2026-11-22+02:00:00",
}  # fmt: skip
ENDS = RINGS | {"isActive": "0", "durationInSeconds": "0", "currencyCode": "LAK", "amount": "0", "callSessionState": "Completed"}


class Line:
    """Where calls are told."""

    def __init__(self, office: PostOffice, service: str) -> None:
        self.office = office
        self.service = service

    def tells(self, form: dict[str, str], secret: str = "demo", **more: str) -> bytes:
        body = urlencode({**form, **more}).encode()
        with urlopen(Request(f"{self.service}/voice/africastalking/{secret}", body, method="POST"), timeout=10) as said:
            assert said.headers["content-type"].startswith("application/xml")
            return bytes(said.read())

    def is_answered(self, who: str) -> None:
        processes.wait_until(lambda: bool(self.office.gateway.to(who)), 10, f"an SMS to {who}")


@pytest.fixture
def line(redis_server: str, sandbox_url: str) -> Iterator[Line]:
    with sms_gateway() as gateway:
        office = PostOffice(redis_server, sandbox_url, gateway)
        secrets = {"VOICE_AFRICASTALKING_SECRETS": "new,old"}
        worker = [sys.executable, "-m", "jobs"]
        with (
            processes.service(redis_server, sandbox_url, SMS_URL=gateway.url, **secrets) as service,  # type: ignore[arg-type]
            processes.running(worker, office.environ, lambda: True),
        ):
            yield Line(office, service)


def test_a_call_is_rejected_and_answered_by_one_sms_in_the_language_on_file(line: Line) -> None:
    assert line.tells(RINGS, "new") == REJECT
    assert line.tells(ENDS, "old") == REJECT
    line.is_answered("P08")
    line.tells(RINGS, "new")
    line.tells(RINGS, "new", sessionId="ATVId_another")
    line.tells(RINGS, "new", sessionId="ATVId_of_P20", callerNumber=msisdn_of("P20"))
    line.is_answered("P20")
    assert len(line.office.gateway.to("P08")) == 1, "told again, and rung again within the hour"
    assert "*149*2#" in line.office.gateway.to("P20")[0]


def test_nobody_is_admitted_without_the_secret(line: Line, redis_client: Redis) -> None:
    for secret in ("demo", "", "new%00"):
        with pytest.raises(HTTPError) as refused:
            line.tells(RINGS, secret)
        assert refused.value.code == 404
        refused.value.close()
    assert redis_client.keys("v*") == []


@pytest.mark.parametrize("number", ["", "anonymous", "1500", "'; DROP", "+856" + "9" * 40])
def test_a_call_without_a_number_is_rejected_and_nothing_else(line: Line, redis_client: Redis, number: str) -> None:
    assert line.tells(RINGS, "new", callerNumber=number) == REJECT
    assert redis_client.keys("v*") == []


def test_redis_keeps_no_number_in_clear(line: Line, redis_client: Redis) -> None:
    line.office.gateway.held.set()
    line.tells(RINGS, "new")
    processes.wait_until(line.office.gateway.asked.is_set, 10, "the job")
    kept = b" ".join(part for key in redis_client.keys("v*") for part in (key, redis_client.get(key)) if isinstance(part, bytes))
    assert kept
    assert msisdn_of("P08").encode() not in kept
    assert b"ATVId" not in kept


def test_without_a_store_the_call_is_rejected_all_the_same(sandbox_url: str) -> None:
    with processes.service("redis://127.0.0.1:9", sandbox_url) as service:
        told = Request(f"{service}/voice/africastalking/demo", urlencode(RINGS).encode(), method="POST")
        with urlopen(told, timeout=10) as said:
            assert said.read() == REJECT


def test_a_call_is_taken_once_and_a_number_once_an_hour(redis_server: str, redis_client: Redis) -> None:
    taken: list[str] = []
    ready = [False, True, True, True]

    def called(_name: str, person: str) -> bool:
        taken.append(person)
        return ready.pop(0)

    missed = MissedCalls(["secret"], Wire(redis_server), b"k" * 32, called, pretend_numbers=True)
    assert missed.take("call-1", "8562010000008") == "not now", "the queue was away"
    assert missed.take("call-1", "8562010000008") == "taken", "and the gateway told it again"
    assert missed.take("call-2", "+8562010000008") == "too soon"
    assert missed.take("call-3", "+8562010000009") == "taken"
    for key in redis_client.keys("v:*"):
        if 0 < redis_client.ttl(key) <= NUMBER_SECONDS:
            redis_client.delete(key)
    assert missed.take("call-1", "+8562010000008") == "repeated", "an hour later still the same call"
    assert missed.take("call-4", "+8562010000008") == "taken"
    assert taken == ["+8562010000008", "+8562010000008", "+8562010000009", "+8562010000008"]


def test_a_pretend_number_is_answered_where_it_is_served_only(redis_server: str) -> None:
    missed = MissedCalls(["secret"], Wire(redis_server), b"k" * 32, lambda _name, _person: True)
    assert missed.take("call-1", "+8562010000008") == "no number"
