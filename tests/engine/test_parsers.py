"""What people type, however they type it, is read as they meant it, or asked for again."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import parsers
from engine.parsers import Invalid, Parser

DIGITS = {"ascii": 0x30, "lao": 0x0ED0, "thai": 0x0E50, "full-width": 0xFF10}
EVERY: dict[str, Parser[object]] = {
    "months": parsers.months(1, 12),
    "whole_number": parsers.whole_number(0, 99),
    "year": parsers.year(2018, 2026),
    "year_month": parsers.year_month,
    "date": parsers.date,
    "money": parsers.money,
    "phone": parsers.phone,
    "member_number": parsers.member_number,
    "pin": parsers.pin,
    "free_text": parsers.free_text(160),
}


def meaning(meant: object, *answers: str) -> list[tuple[str, object]]:
    return [(typed, meant) for typed in answers]


ANSWERS: dict[str, list[tuple[str, object]]] = {
    "months": [*meaning(3, "3", "3.", "03", " 3 "), ("12", 12)],
    "whole_number": [("0", 0), ("99", 99)],
    "year": [("2018", 2018), ("2026", 2026)],
    "year_month": [*meaning("2026-10", "10/2026", "2026-10", "10 2026", "10.2026", "102026", "202610", "2026/10"), ("1/2026", "2026-01")],
    "date": [
        *meaning(dt.date(2026, 2, 1), "1/2/2026", "01-02-2026", "1 2 2026", "1.2.2026", "01022026", "2026-02-01"),
        ("29/2/2024", dt.date(2024, 2, 29)),
    ],
    "money": [
        *meaning(50000, "50000", "50,000", "50.000", "50 000 kip", "50'000", "LAK 50000", "₭50,000", "50.000 ກີບ", "50.000.-"),
        *meaning(1240000, "1,240,000", "1.240.000 KIP"),
    ],
    "phone": [
        *meaning("+8562010000001", "020 1000 0001", "2010000001", "8562010000001", "+856 20 10000001", "00856 20 1000 0001"),
        *meaning("+8562010000001", "10000001", "(020) 1000-0001", "020.10000001"),
        *meaning("+447700900123", "+44 7700 900123", "0044 7700 900123"),
        ("021 243725", "+85621243725"),
    ],
    "member_number": meaning("900000019", "900000019", "900 000 019", "90-000001-9"),
    "pin": [*meaning("4071", "4071", " 40 71"), ("407140", "407140")],
    "free_text": [("  My  boss\ndid not pay ", "My boss did not pay"), ("ນ\u0ec9\u0ecdາ", "ນ້ຳ")],
}
REFUSED: dict[str, list[str]] = {
    "months": ["0", "13", "1 3", "1-3", "1.5", "three", "1*2", "9" * 5000],
    "whole_number": ["100", "x"],
    "year": ["2017", "2027", "26"],
    "year_month": ["13/2026", "0/2026", "2026", "10/26", "10/10/2026", "1026", "10/2569"],
    "date": ["31/2/2026", "29/2/2026", "22/11/26", "22/11", "2026", "0/1/2026", "1/13/2026", "today"],
    "money": ["0", "000", "-5", "50.00", "1,2", "50,0000", "5 million", "1" * 13],
    "phone": ["123", "020 1000 00", "020 1000 00011", "0812345678", "+", "call me", "0" * 12],
    "member_number": ["90000001", "9000000190", "100000019", "P02"],
    "pin": ["407", "4071407", "abcd", "407x"],
    "free_text": ["   ", "\u200b", "x" * 161],
}
UNSEEN = st.sampled_from(["\u200b", "\u200c", "\ufeff", " "])


def cases(table: dict[str, list[tuple[str, object]]]) -> list[tuple[str, str, object]]:
    return [(name, typed, meant) for name, answers in table.items() for typed, meant in answers]


def in_digits(text: str, zero: int) -> str:
    return "".join(chr(zero + int(letter)) if letter in "0123456789" else letter for letter in text)


@pytest.mark.parametrize("script", DIGITS)
@pytest.mark.parametrize(("name", "typed", "meant"), cases(ANSWERS))
def test_an_answer_is_read_in_the_digits_of_any_script(name: str, typed: str, meant: object, script: str) -> None:
    assert EVERY[name](in_digits(typed, DIGITS[script])) == meant


@given(st.sampled_from(cases(ANSWERS)), UNSEEN, UNSEEN)
def test_unseen_characters_around_an_answer_do_not_matter(case: tuple[str, str, object], before: str, after: str) -> None:
    name, typed, meant = case
    assert EVERY[name](before + typed + after) == meant


@pytest.mark.parametrize(("name", "typed"), [(name, typed) for name, answers in REFUSED.items() for typed in answers])
def test_what_is_no_answer_is_asked_for_again(name: str, typed: str) -> None:
    invalid = EVERY[name](typed)
    assert isinstance(invalid, Invalid)
    assert invalid.reason.startswith(("Type", "A PIN", "Too long", "One digit"))


@given(st.sampled_from(sorted(EVERY)), st.text() | st.text("0123456789+-./ ,໐໑໒"))
def test_no_input_whatsoever_breaks_a_parser(name: str, typed: str) -> None:
    value = EVERY[name](typed)
    assert value is not None
    assert not isinstance(value, Invalid) or len(value.reason) <= 70


@given(st.integers(100, 999).map(str) | st.integers(10**6, 10**12).map(str))
def test_a_refused_pin_is_never_repeated(typed: str) -> None:
    invalid = parsers.pin(typed)
    assert isinstance(invalid, Invalid)
    assert typed not in invalid.reason


def luhn_digit(first_eight: str) -> str:
    # The definition, read from the right: every second digit doubled, its digits added, the sum a multiple of ten.
    total = sum(sum(map(int, str(int(digit) * (2 if place % 2 == 0 else 1)))) for place, digit in enumerate(reversed(first_eight)))
    return str(-total % 10)


@given(st.integers(0, 999_999), st.integers(2, 8), st.integers(1, 9))
def test_one_mistyped_digit_of_a_member_number_is_always_noticed(inner: int, place: int, change: int) -> None:
    first = f"90{inner:06}"
    right = first + luhn_digit(first)
    assert parsers.member_number(right) == right
    wrong = right[:place] + str((int(right[place]) + change) % 10) + right[place + 1 :]
    noticed = parsers.member_number(wrong)
    assert isinstance(noticed, Invalid)
    assert "One digit is wrong" in noticed.reason


@given(st.integers(1, 10**12 - 1), st.sampled_from([",", ".", " ", "'"]), st.sampled_from(["", " kip", " ກີບ"]))
def test_an_amount_is_the_same_whichever_mark_parts_its_thousands(amount: int, mark: str, unit: str) -> None:
    assert parsers.money(f"{amount:,}".replace(",", mark) + unit) == amount


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_is_read_back(value: dt.date) -> None:
    assert parsers.date(value.isoformat()) == value
    assert parsers.date(f"{value:%d/%m/%Y}") == value
    assert parsers.date(f"{value:%d%m%Y}") == value
    assert parsers.year_month(f"{value:%m%Y}") == parsers.year_month(f"{value:%Y%m}") == f"{value:%Y-%m}"
