"""All that `make run` starts: somebody pays, reads the receipt, has it sent again, and a stranger verifies it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from channels.payment_figures import KEPT_SECONDS
from tests.end_to_end.machine import Machine, machine
from tests.flows.conftest import IN_ENGLISH
from tests.flows.paying.counter import KHAMLA, MANIVANH, Counter, ask, reference
from tests.phone import Phone
from tests.processes import wait_until

KHAMLA_PHONE, MANIVANH_PHONE = "+8562010000008", "+8562010000009"
STRANGER, PAYER = "+8562010000017", "+8562010000016"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    with machine(tmp_path_factory.mktemp("run"), SERVICE_WORKERS="2") as made:
        yield made


def receipts(running: Machine, msisdn: str, beginning: str = "LSSO receipt") -> list[str]:
    """Of the phone's inbox, oldest first."""
    found: list[dict[str, Any]] = ask(f"{running.phone_page}/api/inbox?msisdn={quote(msisdn)}")
    return [message["text"] for message in found if message["text"].startswith(beginning)]


def arrive(running: Machine, msisdn: str, count: int, beginning: str = "LSSO receipt") -> str:
    """The newest of so many."""
    wait_until(lambda: len(receipts(running, msisdn, beginning)) == count, 20, f"{count} of {beginning!r}")
    return receipts(running, msisdn, beginning)[-1]


def pays(running: Machine, phone: Phone, *keys: str) -> str:
    """The payment's number."""
    phone.dials(IN_ENGLISH)
    for key in keys:
        phone.sends(key)
    number = reference(phone.ends())
    counter = Counter(running.backend, "")
    counter.keys_pin(phone.msisdn)
    counter.waits_for(phone.msisdn, number, "posted")
    return number


def test_a_receipt_is_sent_again_to_who_paid_and_is_good_for_a_stranger(running: Machine) -> None:
    phone = Phone(running.service, KHAMLA_PHONE)
    pays(running, phone, "5", "1", "1", "1")
    first = arrive(running, phone.msisdn, 1)
    phone.dials("*149*5*3#").sends("2").sees("3 Send the SMS again").sends("3")
    phone.sees("The SMS comes again in a moment, to the same number.", "1 Ask NSSO")
    assert arrive(running, phone.msisdn, 2) == first
    [number] = re.findall(r"LSSO receipt (\d{10})", first)
    Phone(running.service, STRANGER).dials(IN_ENGLISH).sends("5").sends("4").sends(number).sees("Good receipt: ")


def test_the_member_somebody_paid_for_is_told_again_behind_her_pin(running: Machine) -> None:
    member = Phone(running.service, KHAMLA_PHONE).dials(IN_ENGLISH)
    payer = Phone(running.service, PAYER)
    pays(running, payer, "5", "2", KHAMLA, "1", "1", "1")
    first = arrive(running, KHAMLA_PHONE, 1, "LSSO: ***16 paid ")
    member.dials(IN_ENGLISH).sends("2").sends("4071").sends("00").sends("5").sends("3").sends("2")
    member.sees("Paid for you by ***16.", "3 Send the SMS again").sends("3").sees("The SMS comes again in a moment")
    assert arrive(running, KHAMLA_PHONE, 2, "LSSO: ***16 paid ") == first
    assert len(receipts(running, PAYER)) == 1


def figure(running: Machine, name: str) -> float:
    """0 while there is none."""
    with urlopen(f"{running.service}/metrics", timeout=5) as answer:
        found = re.search(rf"^{re.escape(name)} (\S+)$", answer.read().decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_every_web_process_tells_the_same_of_payments_and_counts_an_order_once(running: Machine) -> None:
    payer = Phone(running.service, "+8562010000019")
    before = len(receipts(running, payer.msisdn))
    # Payer and member are both told.
    pays(running, payer, "5", "2", MANIVANH, "1", "1", "1")
    arrive(running, payer.msisdn, before + 1)
    wait_until(lambda: len(ask(f"{running.phone_page}/api/inbox?msisdn={quote(MANIVANH_PHONE)}")) > 0, 20, "the member being told")
    posted = len([one for one in ask(f"{running.backend}/v1/sandbox/payment-orders?limit=50") if one["state"] == "posted"])
    time.sleep(KEPT_SECONDS)
    for _ in range(8):
        assert figure(running, 'payment_orders{state="posted"}') == posted
        assert figure(running, "payment_paid_to_posted_seconds_count") == posted
        assert figure(running, 'payment_notices_total{kind="receipt",outcome="sent"}') >= posted
        assert figure(running, "payment_oldest_unknown_seconds") == 0
