"""The dialect of USSD over SMPP: what a deliver_sm says, and what a submit_sm answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from channels.inbound import Inbound, Reply
from channels.smpp.pdu import Address, Message
from channels.smpp.settings import Dialect
from channels.ussd.smpp import Kind, behind_code, hear, reply_to
from engine.encoding import fits

USUAL = Dialect()
KEO = "+8562010000002"


def message(text: bytes = b"1", operation: int = 0x12, coding: int = 0, info: bytes = b"\x05\x02", **more: object) -> Message:
    made = Message("USSD", Address("8562010000002", 1, 1), Address("149"), text, coding, {0x0501: bytes((operation,)), 0x1383: info})
    return made._replace(**more)  # type: ignore[arg-type]


def test_a_dialled_code_begins_a_session_with_what_stands_behind_it() -> None:
    heard = hear(message(b"*149*1*2#", 0x01), USUAL)
    assert heard.inbound("m1", "*149#") == Inbound("smpp", "0502", KEO, "1*2", cumulative=False, first=True, message="m1")


def test_what_is_keyed_is_new_text_only() -> None:
    heard = hear(message("ໂຮງໝໍ".encode("utf-16-be"), coding=8), USUAL)
    assert heard.inbound("m2", "*149#") == Inbound("smpp", "0502", KEO, "ໂຮງໝໍ", cumulative=False, message="m2")


@pytest.mark.parametrize(
    ("dialled", "tail"),
    [("*149#", ""), ("*149*1#", "1"), ("*149*1*2#", "1*2"), (" *149*1# ", "1"), ("*149", ""),
     ("149", ""), ("", ""), ("*150*1#", ""), ("*149*#", "")],
)  # fmt: skip
def test_the_tail_of_a_dialled_code(dialled: str, tail: str) -> None:
    assert behind_code(dialled, "*149#") == tail


@pytest.mark.parametrize(
    ("operation", "kind"),
    [(0x01, Kind.START), (0x12, Kind.ANSWER), (0x81, Kind.ABORT), (0x17, Kind.ABORT), (0x03, Kind.OTHER), (0x99, Kind.OTHER)],
)
def test_operations_are_known_by_settings(operation: int, kind: Kind) -> None:
    assert hear(message(operation=operation), USUAL).kind is kind


def test_an_sms_and_a_delivery_report_are_no_ussd() -> None:
    assert hear(message(extras={}), USUAL).kind is Kind.OTHER
    assert hear(message(esm_class=0x04), USUAL).kind is Kind.OTHER


@pytest.mark.parametrize(
    ("digits", "kind", "person"),
    [
        ("8562010000002", 1, KEO), ("+8562010000002", 0, KEO), ("008562010000002", 0, KEO), ("02010000002", 0, KEO), ("2010000002", 2, KEO),
        ("8562010000002", 0, KEO), ("LSSO", 5, ""), ("", 0, ""), ("149149149149149149149", 1, ""),
    ],
)  # fmt: skip
def test_numbers_are_read_as_operators_write_them(digits: str, kind: int, person: str) -> None:
    heard = hear(message(source=Address(digits, kind, 1)), USUAL)
    assert heard.person == person
    assert heard.conversation


def test_two_strangers_with_one_session_number_are_two() -> None:
    first, second = (hear(message(source=Address(digits)), USUAL) for digits in ("A", "B"))
    assert first.conversation != second.conversation


@pytest.mark.parametrize(
    ("session", "found"),
    [("its_session_info", ("0502", "")), ("its_session_number", ("05", "1")),
     ("user_message_reference", ("none", "")), ("address", ("address", ""))],
)  # fmt: skip
def test_what_names_a_session_is_a_setting(session: str, found: tuple[str, str]) -> None:
    heard = hear(message(), replace(USUAL, session=session))
    assert (heard.session, heard.mark) == found


def test_a_question_is_a_request_and_the_last_word_a_response() -> None:
    heard = message(extras={0x0501: b"\x01", 0x1383: b"\x05\x02", 0x0204: b"\x00\x09", 0x1400: b"x"})
    answer = reply_to(heard, Reply("1 ໂຮງໝໍ", more=True), USUAL)
    assert answer == Message(
        "USSD",
        heard.destination,
        heard.source,
        "1 ໂຮງໝໍ".encode("utf-16-be"),
        8,
        {0x0501: b"\x02", 0x1383: b"\x05\x02", 0x0204: b"\x00\x09"},
    )
    assert reply_to(heard, Reply("Bye", more=False), USUAL).extras[0x0501] == b"\x11"


def test_the_end_of_a_session_is_marked_where_it_is_asked_for() -> None:
    marking = replace(USUAL, marks_end=True)
    assert reply_to(message(), Reply("Bye", more=False), marking).extras[0x1383] == b"\x05\x03"
    assert reply_to(message(), Reply("1 Go on", more=True), marking).extras[0x1383] == b"\x05\x02"


def test_a_full_screen_fits_what_the_air_carries() -> None:
    for text in ("ກ" * USUAL.budget.units, "a" * USUAL.budget.septets, "€" * (USUAL.budget.septets // 2)):
        assert fits(text, USUAL.budget)
        assert len(reply_to(message(), Reply(text, more=True), USUAL).text) <= 160
