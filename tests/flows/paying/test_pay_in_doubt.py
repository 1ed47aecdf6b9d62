"""The line drops, replies are lost, the backend is away: nobody pays twice, and nobody is told what is not certain."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

import pytest
from redis import Redis

from channels.sessions import LOCK_MILLISECONDS
from deploy import sessions
from tests import processes
from tests.flows.paying.conftest import QUICK
from tests.flows.paying.counter import KHAMLA, MANIVANH, Counter, ask, reference
from tests.phone import Phone
from tests.stack import PhoneOf

DOUBT = "We do not know yet if it began. If your wallet asks, give its PIN. Do not pay again"
KEYS = ("5", "1", "1")


def at_confirm(phone: Phone) -> Phone:
    for key in KEYS:
        phone.sends(key)
    return phone.sees("108,000 kip", "1 Pay with ")


def test_nobody_is_led_back_into_a_confirmation(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = at_confirm(english_phone_of("P08")).drops().dials("*149#").sees("You were here: Pay")
    phone.sends("1").sees("How many months?").sends("1").sees("108,000 kip")
    assert not counter.orders(phone.msisdn)


def test_a_dialled_string_stops_before_a_payment(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P08").dials("*149*5*1*1*1#").sees("108,000 kip", "1 Pay with ").goes_on()
    assert not counter.orders(phone.msisdn)


def test_with_the_sessions_gone_at_the_confirmation_the_gateway_s_text_pays_nothing(
    english_phone_of: PhoneOf, counter: Counter, redis_client: Redis
) -> None:
    phone = at_confirm(english_phone_of("P08").dials("*149#"))
    redis_client.flushall()
    phone.sends("1").sees("108,000 kip", "1 Pay with ").goes_on()
    assert not counter.orders(phone.msisdn)


def test_a_confirmation_that_the_gateway_repeats_is_one_payment(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = at_confirm(english_phone_of("P08")).sends("1").ends().repeats().repeats()
    assert [order["reference"] for order in counter.orders(phone.msisdn)] == [reference(phone)]


def test_who_did_not_see_the_last_words_and_pays_again_does_not_pay_twice(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = at_confirm(english_phone_of("P08")).sends("1")
    number = reference(phone)
    phone.dials("*149#").does_not_see("You were here")
    at_confirm(phone).sends("1").sees("These months are being paid already. Do not pay again.")
    assert counter.settles(phone.msisdn, number) == "posted"
    assert counter.debits() == 1


def test_a_reply_that_is_lost_once_is_asked_for_again_and_is_one_payment(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = at_confirm(english_phone_of("P08"))
    counter.breaks("POST", "/payment-orders", "truncated")
    phone.sends("1").ends().sees("Now give your wallet's PIN")
    assert [order["reference"] for order in counter.orders(phone.msisdn)] == [reference(phone)]


def test_when_no_reply_comes_it_may_have_begun_and_my_payments_tells(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = at_confirm(english_phone_of("P08"))
    counter.breaks("POST", "/payment-orders", "truncated", times=None)
    phone.sends("1").ends().sees(DOUBT).does_not_see("Nothing", "nothing")
    [order] = counter.orders(phone.msisdn)
    ask(f"{counter.backend}/v1/sandbox/faults", {"faults": []})
    assert counter.settles(phone.msisdn, order["reference"]) == "posted"
    phone.dials("*149*5*3#").sends("2").sees("Paid, the months count.")


def test_an_error_of_the_backend_s_is_no_certainty(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = at_confirm(english_phone_of("P08"))
    counter.breaks("POST", "/payment-orders")
    phone.sends("1").ends().sees(DOUBT)


def test_of_several_the_second_is_in_doubt(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P16").sends("5").sends("2").sends(MANIVANH).sends("1").sends("1").sends("3").sends(KHAMLA).sends("1")
    phone.sends("1")
    counter.breaks("POST", "/payment-orders", "blackhole", times=None)
    phone.sends("1").ends().sees(DOUBT)


@contextmanager
def own_backend(folder: Path, wallet: str, port: int) -> Iterator[str]:
    """Comes back at the same address with the same rows."""
    url = f"http://127.0.0.1:{port}"
    rows = {"SANDBOX_DATABASE_URL": f"sqlite:///{folder / 'sandbox.sqlite3'}", "SANDBOX_KEEP": "on"}
    environ = {"BACKEND_PORT": str(port), "WALLET_URL": wallet, **rows, **QUICK}
    with processes.running([sys.executable, "-m", "sandbox"], environ, lambda: processes.answers(f"{url}/v1/health")):
        yield url


def test_with_the_backend_away_nothing_begins_and_that_is_what_is_said(redis_server: str, one_wallet: str, tmp_path: Path) -> None:
    port = processes.free_port()
    with processes.service(redis_server, f"http://127.0.0.1:{port}") as service:
        with own_backend(tmp_path, one_wallet, port) as backend:
            phone = at_confirm(Phone(service, "+8562010000008").dials("*149*7*1*3#"))
            assert not Counter(backend, one_wallet).orders(phone.msisdn)
        # Whoever calls first meets the connection that was kept; over that one it could not be told what had arrived.
        Phone(service, "+8562010000009").dials()
        phone.sends("1").sees("NSSO's system is not answering. This payment did not begin.", "1 Try again")
        phone.sends("1").sees("This payment did not begin.")
        with own_backend(tmp_path, one_wallet, port) as backend:
            counter = Counter(backend, one_wallet)
            assert not counter.orders(phone.msisdn)
            processes.wait_until(lambda: "did not begin" not in phone.sends("1").screen, 20, "the backend being tried again")
            assert [order["reference"] for order in counter.orders(phone.msisdn)] == [reference(phone)]


def test_with_the_wallet_away_nothing_begins(redis_server: str, tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{processes.free_port()}"
    port = processes.free_port()
    with own_backend(tmp_path, nobody, port) as backend, processes.service(redis_server, backend) as service:
        phone = at_confirm(Phone(service, "+8562010000008").dials("*149*7*1*3#"))
        phone.sends("1").sees("The wallet is not answering. This payment did not begin. Try later.")
        assert not Counter(backend, nobody).orders(phone.msisdn)


@contextmanager
def own_service(redis_server: str, backend: str, port: int) -> Iterator[int]:
    """Its process."""
    listening = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "8", "--no-access-log"]
    environ = {**processes.SERVICE, "REDIS_URL": redis_server, "BACKEND_URL": backend}
    live = f"http://127.0.0.1:{port}/health/live"
    with processes.running([sys.executable, "-m", "granian", *listening, "wsgi:app"], environ, lambda: processes.answers(live)) as process:
        yield process.pid


@pytest.mark.timeout(90)
def test_after_a_process_died_with_a_confirmation_nobody_says_that_it_did_not_begin(
    redis_server: str, one_wallet: str, tmp_path: Path
) -> None:
    ours, theirs = processes.free_port(), processes.free_port()
    away = f"http://127.0.0.1:{theirs}"
    with own_backend(tmp_path, one_wallet, theirs) as backend, own_service(redis_server, away, ours) as dying:
        phone = at_confirm(Phone(f"http://127.0.0.1:{ours}", "+8562010000008").dials("*149*7*1*3#"))
        counter = Counter(backend, one_wallet)
        counter.breaks("POST", "/payment-orders", "drip", times=None)
        with ThreadPoolExecutor(1) as line:
            lost = line.submit(phone.sends, "1")
            processes.wait_until(lambda: bool(counter.orders(phone.msisdn)), 5, "the order being made")
            for process in sessions.members({dying}):
                os.kill(process, signal.SIGKILL)
            assert isinstance(lost.exception(), OSError | HTTPException)
    with own_service(redis_server, away, ours):
        time.sleep(LOCK_MILLISECONDS / 1000)
        phone.asks_again().ends().sees(DOUBT).does_not_see("did not begin")
