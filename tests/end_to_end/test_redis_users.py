"""The Redis users that docs/running.md gives out let the service do all it does, and nothing is refused to them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import pytest

from simulator.smsc.handset import Handset
from simulator.smsc.server import smsc
from tests import processes
from tests.end_to_end.redis_users import JOBS, WEB, Guarded, guarded
from tests.flows.conftest import IN_ENGLISH
from tests.flows.paying.counter import Counter, ask, reference
from tests.operation.console import Console
from tests.phone import Phone
from tests.processes import wait_until

pytestmark = pytest.mark.long

KHAMLA, KEO, MANIVANH = "+8562010000008", "+8562010000002", "+8562010000009"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with guarded(tmp_path_factory.mktemp("guarded")) as made:
        yield made


@pytest.fixture(autouse=True)
def _nothing_is_refused(place: Guarded) -> Iterator[None]:
    """Also where the service goes on without what it was refused, and at the start."""
    yield
    refused = place.refused()
    place.store.acl_log_reset()
    assert refused == []


@pytest.fixture
def console(place: Guarded) -> Console:
    return Console({**os.environ, **place.web})


def inbox(place: Guarded, msisdn: str) -> list[str]:
    """The SMS on that phone, oldest first."""
    found: list[dict[str, Any]] = ask(f"{place.settings.simulator_url}/api/inbox?msisdn={quote(msisdn)}")
    return [message["text"] for message in found]


def arrives(place: Guarded, msisdn: str, words: str) -> str:
    wait_until(lambda: any(words in text for text in inbox(place, msisdn)), 20, f"an SMS with {words!r}")
    return next(text for text in inbox(place, msisdn) if words in text)


def texts(place: Guarded, msisdn: str, text: str) -> None:
    ask(f"{place.settings.simulator_url}/api/sms", {"msisdn": msisdn, "text": text})


def test_every_part_is_such_a_user(place: Guarded) -> None:
    Phone(place.settings.service_url, KEO).dials()
    assert place.users() == {WEB, JOBS}


def test_a_payment_its_receipt_and_a_dropped_line(place: Guarded) -> None:
    phone = Phone(place.settings.service_url, KHAMLA).dials(IN_ENGLISH)
    phone.sends("5").sends("1").sends("1").sees("1 Pay with").drops()
    phone.dials().sees("1 Continue").sends("1").sees("How many months?").sends("1").sees("1 Pay with").sends("1")
    number = reference(phone.ends())
    counter = Counter(place.settings.backend_url, place.settings.wallet_url)
    counter.keys_pin(KHAMLA)
    counter.waits_for(KHAMLA, number, "posted")
    first = arrives(place, KHAMLA, "LSSO receipt")
    phone.dials("*149*5*3#").sends("2").sends("3").sees("The SMS comes again in a moment")
    wait_until(lambda: inbox(place, KHAMLA).count(first) == 2, 20, "the receipt once more")
    wait_until(lambda: place.store.exists("counted:" + counter.orders(KHAMLA)[0]["id"]) == 1, 10, "the payment being counted")


def test_sms_in_and_out_and_a_missed_call(place: Guarded) -> None:
    texts(place, KEO, "BAL")
    code = arrives(place, KEO, "31 months paid").split()[-1]
    Phone(place.settings.service_url, KEO).dials("*149*8*10#").sends(code).sees("LSSO")
    assert place.store.keys("g:*")
    ask(f"{place.settings.simulator_url}/api/ring", {"msisdn": KEO})
    wait_until(lambda: len(inbox(place, KEO)) >= 2, 20, "the call being answered")


def test_an_answer_that_comes_late(place: Guarded) -> None:
    fault = {"path": "/me/hospital-entitlement", "kind": "delay", "method": "GET", "seconds": 5, "times": 1}
    phone = Phone(place.settings.service_url, MANIVANH).dials(IN_ENGLISH)
    ask(f"{place.settings.backend_url}/v1/sandbox/faults", {"faults": [fault]})
    phone.sends("1").sees("The answer comes by SMS")
    arrives(place, MANIVANH, "LSSO: ")


def test_an_opt_out_at_the_gateway_and_the_command_line(place: Guarded, console: Console) -> None:
    form = urlencode({"senderId": "LSSO", "phoneNumber": MANIVANH}).encode()
    with urlopen(f"{place.settings.service_url}/sms/africastalking/demo/optout", form, timeout=10) as answer:
        assert answer.status == 200
    [line, _count] = console.sees("sms", "stopped").splitlines()
    assert "may be sent to again" in console.sees("sms", "resume", line.split()[0])
    sent = console.sees("sms", "send", KHAMLA, "--language", "en")
    found = re.search(r"\b[0-9a-f]{24}\b", sent)
    assert found, sent
    assert "handed" in console.sees("sms", "life", found[0])
    console.sees("sms", "spool")
    console.sees("sms", "replay")


def test_a_phone_behind_an_smsc(place: Guarded) -> None:
    with smsc() as operator, processes.smpp_gateway(place.web["REDIS_URL"], place.web["BACKEND_URL"], operator, None, **_keys(place)):
        Handset(operator, KEO).dials(IN_ENGLISH).sees("1 Hospital")


def _keys(place: Guarded) -> dict[str, str]:
    return {name: place.web[name] for name in ("SESSION_KEYS", "HASH_KEY", "BACKEND_CLIENT_ID", "BACKEND_CLIENT_SECRET")}
