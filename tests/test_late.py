"""Who is kept waiting too long is told by SMS: once, in the words of the screen, and no more than an SMS may say."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from redis import Redis

from late import promise_by
from settings import read_settings
from tests import processes
from tests.jobs.post_office import PostOffice, sms_gateway
from tests.phone import Phone
from tests.sandbox.speaker import msisdn_of

pytestmark = pytest.mark.long

# A hop waits 1 s here, so that tests need not wait for longer.
HOP_SECONDS = "1"
PROMISE = "Taking long. The answer comes by SMS."


class Place:
    """The service over a backend whose calls can be made slow, and a worker."""

    def __init__(self, office: PostOffice, service: str) -> None:
        self.office = office
        self.service = service

    def slow(self, path: str, seconds: float = 2.0, times: int = 1) -> None:
        """The next calls of it."""
        fault = {"path": path, "kind": "delay", "method": "GET", "seconds": seconds, "times": times}
        assert self.office.api.send("POST", "/sandbox/faults", json.dumps({"faults": [fault]}).encode()).status == 200

    def phone(self, who: str) -> Phone:
        return Phone(self.service, msisdn_of(who)).dials("*149*7*1*3#")

    def told(self, who: str, within: float = 15) -> str:
        """The one SMS, after time for a second one."""
        processes.wait_until(lambda: bool(self.office.gateway.to(who)), within, f"an SMS to {who}")
        [text] = self.office.gateway.to(who)
        return text


@pytest.fixture
def place(redis_server: str, sandbox_url: str) -> Iterator[Place]:
    with sms_gateway() as gateway:
        office = PostOffice(redis_server, sandbox_url, gateway)
        with processes.service(redis_server, sandbox_url, SMS_URL=gateway.url, HOP_SECONDS=HOP_SECONDS) as service, worker(office):
            yield Place(office, service)


@contextmanager
def worker(office: PostOffice) -> Iterator[None]:
    with processes.running([sys.executable, "-m", "jobs"], office.environ, lambda: True):
        yield


def test_the_answer_comes_by_sms_in_the_words_of_the_screen(place: Place) -> None:
    screen = place.phone("P08").sends("1").screen
    place.slow("/me/hospital-entitlement")
    phone = place.phone("P08").sends("1").sees(PROMISE, "0 Back")
    assert place.told("P08") == "LSSO: " + screen.partition("\n1 ")[0]
    phone.sends("0").sees("Social security here").sends("1").sees("Covered today")
    assert len(place.office.gateway.to("P08")) == 1


def test_a_repeated_message_promises_the_same_answer_and_not_another(place: Place) -> None:
    place.slow("/me/hospital-entitlement")
    place.phone("P08").sends("1").sees(PROMISE).repeats().repeats()
    place.told("P08")
    place.office.does("import time\ntime.sleep(1)")
    assert len(place.office.gateway.to("P08")) == 1


def test_it_comes_in_the_language_of_the_conversation(place: Place) -> None:
    place.slow("/me/hospital-entitlement")
    Phone(place.service, msisdn_of("P08")).dials("*149*1#").sees("ຈະຕອບທາງ SMS")
    assert place.told("P08").startswith("LSSO: ມື້ນີ້ມີສິດ")


def test_months_with_their_amounts_are_told_to_who_agreed_and_to_others_that_they_are_ready(place: Place) -> None:
    place.slow("/me/contributions/summary")
    place.phone("P08").sends("2").sends("4071").sees(PROMISE)
    assert place.told("P08") == "LSSO: your answer is ready. Dial *149*2#"
    place.office.api.proven("P20").put("/me/preferences", {"sms_amounts": True})
    place.slow("/me/contributions/summary")
    place.phone("P20").sends("2").sends("4071").sees(PROMISE)
    assert place.told("P20").startswith("LSSO: You have 39 months paid")


@pytest.mark.parametrize(("path", "key"), [("/me/benefits", "3"), ("/me/claims", "4"), ("/me/book", "6")])
def test_what_may_never_stand_in_an_sms_is_only_said_to_be_ready(place: Place, path: str, key: str) -> None:
    place.slow(path)
    place.phone("P27").sends(key).sends("4071").sees(PROMISE)
    assert place.told("P27") == f"LSSO: your answer is ready. Dial *149*{key}#"


def test_who_asked_for_discretion_is_told_that_there_is_a_message(place: Place) -> None:
    place.slow("/me/hospital-entitlement")
    place.phone("P21").sends("1").sees(PROMISE)
    assert place.told("P21") == "LSSO: you have a message. Dial *149#"


def test_what_is_written_is_never_promised(place: Place) -> None:
    """A switch turned, a case opened: whoever is not sure of it tries again herself."""
    fault = {"path": "/me/preferences", "kind": "delay", "method": "PUT", "seconds": 2, "times": 1}
    phone = place.phone("P08").sends("7").sends("5")
    assert place.office.api.send("POST", "/sandbox/faults", json.dumps({"faults": [fault]}).encode()).status == 200
    phone.sends("1").sees("system is slow just now", "Try again")


def test_a_backend_that_is_away_and_not_slow_promises_nothing(place: Place) -> None:
    fault = {"path": "/me/hospital-entitlement", "kind": "error", "status": 503, "times": 2}
    assert place.office.api.send("POST", "/sandbox/faults", json.dumps({"faults": [fault]}).encode()).status == 200
    place.phone("P08").sends("1").sees("system is slow just now", "Try again")


def test_a_gateway_that_refuses_for_now_is_asked_again(place: Place) -> None:
    place.office.gateway.status = 500
    place.slow("/me/hospital-entitlement")
    place.phone("P08").sends("1").sees(PROMISE)
    place.office.gateway.asked.wait(10)
    place.office.gateway.status = 101
    assert place.told("P08").startswith("LSSO: Covered today")


def test_a_job_that_runs_twice_at_once_tells_once_and_nothing_is_kept_in_clear(place: Place, redis_client: Redis) -> None:
    gateway = place.office.gateway
    gateway.held.set()
    place.slow("/me/hospital-entitlement")
    place.phone("P08").sends("1").sees(PROMISE)
    assert gateway.asked.wait(10)
    [key] = redis_client.keys("a:*")
    assert isinstance(key, bytes)
    blob = redis_client.get(key)
    assert isinstance(blob, bytes)
    assert msisdn_of("P08").encode() not in key + blob
    place.office.does(f"from late import answer\nanswer({key.decode().partition(':')[2]!r})")
    gateway.held.clear()
    processes.wait_until(lambda: not redis_client.exists(key), 10, "the end of the first")
    assert gateway.requests == 1


def test_what_is_promised_twice_wakes_once(redis_server: str, redis_client: Redis) -> None:
    settings = read_settings(processes.SERVICE | {"REDIS_URL": redis_server, "BACKEND_URL": "http://127.0.0.1:1"})
    promise = promise_by(settings)
    assert [promise("a-name", msisdn_of("P08"), b""), promise("a-name", msisdn_of("P08"), b"")] == [True, True]
    assert redis_client.llen("rq:queue:later") == 1


def test_without_a_store_nothing_is_promised() -> None:
    settings = read_settings(processes.SERVICE | {"REDIS_URL": "redis://127.0.0.1:9", "BACKEND_URL": "http://127.0.0.1:1"})
    assert promise_by(settings)("a-name", msisdn_of("P08"), b"") is False
