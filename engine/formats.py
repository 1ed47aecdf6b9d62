"""Money, dates, months, numbers and phone numbers as a caller reads them: short, digits in ASCII."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from babel.dates import get_month_names
from babel.numbers import get_group_symbol
from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

from engine.text import LOCALES, _, current_locale


class Formats(NamedTuple):
    """One language's ways. months: the names of January to December; group: between thousands; day: of a date."""

    months: tuple[str, ...]
    group: str
    day: Callable[[date, tuple[str, ...]], str]


def _named_day(value: date, months: tuple[str, ...]) -> str:
    return f"{value.day} {months[value.month - 1]} {value.year}"


def _numbered_day(value: date, _months: tuple[str, ...]) -> str:
    return f"{value.day}/{value.month}/{value.year}"


# In Laos a date is written 22/11/2026 in every script, and a month is called by its number ("duean 10"): the names'
# short forms are for offices. English names the month: 5/6/2026 is two different days to its readers.
DAY: Final = {"en": _named_day}
NUMBERED_MONTHS: Final = frozenset({"lo", "lo_Latn"})


@cache
def _formats(locale: str) -> Formats:
    # Babel takes 20 us for each amount and date; what it knows of a language is asked once.
    cldr = LOCALES[locale].cldr
    names = get_month_names("abbreviated", "stand-alone", locale=cldr)
    months = () if locale in NUMBERED_MONTHS else tuple(names[number] for number in range(1, 13))
    return Formats(months, get_group_symbol(cldr), DAY.get(locale, _numbered_day))


def number(value: int) -> str:
    """A whole number with its thousands parted: 1,240,000."""
    text = f"{value:,}"
    return text if len(text) < 4 else text.replace(",", _formats(current_locale()).group)


def money(value: int) -> str:
    """Whole kip. Never the kip sign: it is outside GSM-7 and would halve the room of a Latin screen."""
    # Translators: an amount of money; as short as it can be.
    return _("%(amount)s kip", amount=number(value))


def day(value: date) -> str:
    """A date: 22 Nov 2026, or 22/11/2026."""
    months, _group, written = _formats(current_locale())
    return written(value, months)


def month(period: str) -> str:
    """A month of a year ("2026-10"): Oct 2026, or 10/2026."""
    year, _dash, number = period.partition("-")
    months = _formats(current_locale()).months
    return f"{months[int(number) - 1]} {year}" if months else f"{int(number)}/{year}"


def short_month(period: str) -> str:
    """The month alone, for lists below their year ("2026-10"): Oct, or 10."""
    number = int(period[5:7])
    months = _formats(current_locale()).months
    return months[number - 1] if months else str(number)


def phone(msisdn: str) -> str:
    """A number in E.164 as it is dialled here: 020 77982994; one from abroad with its country; a masked one as it is."""
    if msisdn.startswith("+856"):
        return f"0{msisdn[4:6]} {msisdn[6:]}"
    try:
        return format_number(parse(msisdn), PhoneNumberFormat.INTERNATIONAL)
    except NumberParseException:
        return msisdn
