"""Frames, held against a library that shares no code with ours, and against anything at all."""

from __future__ import annotations

from contextlib import suppress

import pytest
import smpp34
from hypothesis import given
from hypothesis import strategies as st

from channels.smpp.pdu import Address, Command, Malformed, Message, Pdu, bind_body, packed, read_message, taken_from, written

# As a trace of an SMSC shows it: *149# dialled, data_coding 0, ussd_service_op 1, its_session_info 0500.
DIALLED = bytes.fromhex(
    "00000045 00000005 00000000 00000007 5553534400 0101 3835363230313030303030303200 0000 31343900"
    "00 00 00 00 00 00 00 00 00 05 2a31343923 0501 0001 01 1383 0002 0500"
)
WORDS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=5)
DIGITS = st.text("0123456789", max_size=20)


def test_a_dialled_code_is_read() -> None:
    buffer = bytearray(DIALLED + DIALLED[:20])
    pdu = taken_from(buffer)
    assert pdu is not None
    assert pdu[:3] == (Command.DELIVER_SM, 0, 7)
    assert len(buffer) == 20
    assert taken_from(buffer) is None
    extras = {0x0501: b"\x01", 0x1383: b"\x05\x00"}
    assert read_message(pdu.body) == Message("USSD", Address("8562010000002", 1, 1), Address("149"), b"*149#", 0, extras)


@given(WORDS, DIGITS, DIGITS, st.binary(max_size=254), st.integers(0, 255), st.dictionaries(st.integers(0, 65535), st.binary(max_size=9)))
def test_another_library_reads_what_is_written(
    service: str, source: str, destination: str, text: bytes, coding: int, extras: dict[int, bytes]
) -> None:
    message = Message(service, Address(source, 1, 1), Address(destination, 2, 8), text, coding, extras)
    theirs = smpp34.decode(packed(Command.SUBMIT_SM, 9, written(message)))
    assert isinstance(theirs, smpp34.SubmitSm)
    assert (theirs.service_type, theirs.source_addr, theirs.destination_addr) == (service, source, destination)
    assert (theirs.source_addr_ton, theirs.dest_addr_npi, theirs.data_coding, theirs.sequence_number) == (1, 8, coding, 9)
    assert bytes(theirs.short_message) == text
    assert {tlv.tag: bytes(tlv.value) for tlv in theirs.tlvs} == extras


@given(WORDS, DIGITS, DIGITS, st.binary(max_size=254), st.integers(0, 255), st.dictionaries(st.integers(0, 65535), st.binary(max_size=9)))
def test_what_another_library_writes_is_read(
    service: str, source: str, destination: str, text: bytes, coding: int, extras: dict[int, bytes]
) -> None:
    extras.pop(0x0424, None)
    tlvs = [smpp34.Tlv(tag, value) for tag, value in extras.items()]
    theirs = smpp34.DeliverSm(source, destination, text, service_type=service, source_addr_ton=1, data_coding=coding, tlvs=tlvs)
    pdu = taken_from(bytearray(theirs.encode()))
    assert pdu is not None
    assert read_message(pdu.body) == Message(service, Address(source, 1), Address(destination), text, coding, extras)


def test_a_text_that_came_as_payload_is_the_text() -> None:
    message = Message("USSD", Address("1"), Address("2"), b"", 0, {0x0424: b"long"})
    assert read_message(written(message)).text == b"long"


@given(st.binary(max_size=80))
def test_any_body_is_read_or_refused(body: bytes) -> None:
    with suppress(Malformed):
        read_message(body)


@pytest.mark.parametrize("length", [0, 15, 65537, 0xFFFFFFFF])
def test_a_length_that_no_frame_has_is_refused(length: int) -> None:
    with pytest.raises(Malformed):
        taken_from(bytearray(length.to_bytes(4, "big") + bytes(12)))


def test_every_cut_of_a_message_is_refused() -> None:
    body = DIALLED[16:]
    whole = len(body) - len(bytes.fromhex("0501000101 138300020500"))
    for end in range(len(body)):
        # Without its optional parameters, or with the first of them alone, it is a message as well.
        if end in {whole, whole + 5}:
            continue
        with pytest.raises(Malformed):
            read_message(body[:end])


def test_a_bind_says_who_we_are() -> None:
    frame = packed(Command.BIND_TRANSCEIVER, 1, bind_body("lsso", "secret", "USSD"))
    assert taken_from(bytearray(frame)) == Pdu(9, 0, 1, b"lsso\0secret\0USSD\0\x34\0\0\0")
