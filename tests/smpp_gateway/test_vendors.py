"""Makers of SMSCs differ; each of these is met by settings alone."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.smsc.handset import Handset
from simulator.smsc.server import Smsc, smsc
from simulator.smsc.vendor import Vendor
from tests import processes
from tests.smpp_gateway.conftest import IN_ENGLISH

MONTHS = "ມອບແລ້ວ 31 ເດືອນ"


class Maker(NamedTuple):
    """An SMSC, and what makes the gateway speak as it does."""

    vendor: Vendor
    settings: Mapping[str, str]


MAKERS = {
    "session and message numbers in one": Maker(
        Vendor(numbers_messages=True, wants_end_bit=True), {"SMPP_SESSION": "its_session_number", "SMPP_MARKS_END": "1"}
    ),
    "no name for the session": Maker(Vendor(has_session_info=False), {"SMPP_SESSION": "address"}),
    "other operations": Maker(
        Vendor(start=0x10, answer=0x20, ask=0x21, end=0x17, abort=0x13),
        {"SMPP_OP_START": "0x10", "SMPP_OP_ANSWER": "0x20", "SMPP_OP_ASK": "0x21", "SMPP_OP_END": "0x17", "SMPP_OP_ABORT": "0x13"},
    ),
    "codings of GSM, and a code dialled as an address": Maker(
        Vendor(unicode=0x48, latin=0x00, dials_by_address=True), {"SMPP_CODING_UNICODE": "0x48", "SMPP_CODING_LATIN": "0"}
    ),
}


@pytest.fixture(params=MAKERS)
def operator(request: pytest.FixtureRequest, redis_server: str, sandbox_url: str) -> Iterator[Smsc]:
    maker: Maker = MAKERS[request.param]
    with smsc(maker.vendor) as made, processes.smpp_gateway(redis_server, sandbox_url, made, None, **maker.settings):
        yield made


def test_months_are_read_dropped_and_taken_up(operator: Smsc) -> None:
    phone = Handset(operator, "+8562010000002").dials("*149*2#").sends("4071").sees(MONTHS)
    assert phone.octets == phone.screen.encode("utf-16-be")
    phone.drops()
    phone.dials("*149#").sends("1").sends("4071").sees(MONTHS)
    phone.dials(IN_ENGLISH).sends("1").sees("Covered")
    assert len(phone.octets) == len(phone.screen)
    assert operator.strays == []


def test_where_messages_are_numbered_a_repeat_is_told_from_an_answer(redis_server: str, sandbox_url: str) -> None:
    maker = MAKERS["session and message numbers in one"]
    with smsc(maker.vendor) as made, processes.smpp_gateway(redis_server, sandbox_url, made, None, **maker.settings):
        phone = Handset(made, "+8562010000002").dials(IN_ENGLISH).sends("1")
        first = phone.octets
        phone.deliver()
        time.sleep(0.5)
        assert made.strays == []
        made.cut()
        made.bound()
        waiting = phone.awaits()
        phone.deliver()
        assert phone.shows(waiting).octets == first


def test_without_a_store_the_caller_reads_a_polite_end(sandbox_url: str, tmp_path: Path) -> None:
    vendor = Vendor(numbers_messages=True, wants_end_bit=True)
    settings = MAKERS["session and message numbers in one"].settings
    with smsc(vendor) as made, processes.smpp_gateway(f"unix://{tmp_path}/absent", sandbox_url, made, None, **settings):
        phone = Handset(made, "+8562010000002").dials()
        assert not phone.is_open
        assert "*149#" in phone.screen
