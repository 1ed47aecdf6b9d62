"""Money, dates and numbers are written as their readers write them, as short as can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import formats, parsers
from engine.encoding import is_gsm7
from engine.text import LOCALES, use_locale
from tests.engine.catalogues import entry, languages

DAY = dt.date(2026, 11, 2)


@pytest.fixture(autouse=True, scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with languages(tmp_path_factory.mktemp("locales"), lo=entry("%(amount)s kip", "%(amount)s ກີບ")):
        yield


@pytest.mark.parametrize(
    ("locale", "money", "day", "month", "short_month"),
    [
        ("en", "1,240,000 kip", "2 Nov 2026", "Oct 2026", "Oct"),
        ("lo", "1.240.000 ກີບ", "2/11/2026", "10/2026", "10"),
        ("lo_Latn", "1.240.000 kip", "2/11/2026", "10/2026", "10"),
    ],
)
def test_each_language_has_its_ways(locale: str, money: str, day: str, month: str, short_month: str) -> None:
    use_locale(locale)
    assert formats.money(1_240_000) == money
    assert formats.day(DAY) == day
    assert formats.month("2026-10") == month
    assert formats.short_month("2026-10") == short_month


@pytest.mark.parametrize(("value", "written"), [(0, "0"), (999, "999"), (1000, "1.000"), (108000, "108.000"), (-1500, "-1.500")])
def test_thousands_are_parted(value: int, written: str) -> None:
    use_locale("lo")
    assert formats.number(value) == written


@pytest.mark.parametrize("locale", ["en", "lo_Latn"])
@given(value=st.integers(0, 10**12), day=st.dates(dt.date(1900, 1, 1)))
def test_latin_readers_keep_the_larger_screen(locale: str, value: int, day: dt.date) -> None:
    use_locale(locale)
    written = [
        formats.money(value),
        formats.number(value),
        formats.day(day),
        formats.month(f"{day:%Y-%m}"),
        formats.short_month(f"{day:%Y-%m}"),
    ]
    assert all(map(is_gsm7, written))


@pytest.mark.parametrize("locale", LOCALES)
@given(value=st.integers(1, 10**12 - 1))
def test_money_as_written_is_money_as_read(locale: str, value: int) -> None:
    use_locale(locale)
    assert parsers.money(formats.money(value)) == value


@pytest.mark.parametrize(
    ("msisdn", "written"),
    [
        ("+8562077982994", "020 77982994"),
        ("+85621243725", "021 243725"),
        ("+8562010000001", "020 10000001"),
        ("+447700900123", "+44 7700 900123"),
        ("***01", "***01"),
        ("", ""),
    ],
)
def test_a_phone_number_is_written_as_it_is_dialled_here(msisdn: str, written: str) -> None:
    assert formats.phone(msisdn) == written
