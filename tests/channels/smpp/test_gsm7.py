"""GSM-7, held against a table written down by somebody else's rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from channels.smpp import gsm7
from engine.encoding import BASIC, EXTENSION
from simulator.smsc import alphabet


def test_every_letter_goes_and_comes() -> None:
    assert gsm7.decode(gsm7.encode(BASIC + EXTENSION)) == BASIC + EXTENSION


def test_every_letter_stands_where_the_table_has_it() -> None:
    assert alphabet.from_gsm7(gsm7.encode(BASIC + EXTENSION)) == BASIC + EXTENSION
    assert gsm7.encode("@ A_a€à") == b"\x00\x20\x41\x11\x61\x1b\x65\x7f"


@given(st.binary(max_size=200))
def test_any_octets_are_read(octets: bytes) -> None:
    assert len(gsm7.decode(octets)) <= len(octets)


def test_an_escape_that_means_nothing_is_passed_over() -> None:
    assert gsm7.decode(b"1\x1b2\x1b") == "12"
    assert gsm7.decode(b"\x81") == "?"
