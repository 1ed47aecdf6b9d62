"""What a caller typed, to a value of the trade, or Invalid with a sentence that says what to do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeVar

import phonenumbers

from engine.graphemes import clean, fold_digits
from engine.text import _

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Invalid:
    """Not an answer. reason: a sentence in the caller's language; it never repeats what was typed."""

    reason: str


Parser = Callable[[str], T | Invalid]

# Longer than any answer: what is beyond is not looked at, so that ten thousand characters cost no more than ten.
LONGEST: Final = 200
LAOS: Final = 856
_PARTING: Final = re.compile(r"[\s\-‐-―−－./()]+")
_CURRENCY: Final = re.compile(r"kip|lak|₭|ກີບ", re.IGNORECASE)
# Both marks part thousands, whichever language wrote them; 50.00 is no whole amount and is asked again.
_KIP: Final = re.compile(r"\d{1,12}|\d{1,3}(?:[.,' ]\d{3}){1,3}")


def _tidy(text: str) -> str:
    return fold_digits(clean(text[:LONGEST])).strip()


def _digits(text: str) -> str:
    """An identifier however it was parted: spaces, dashes, dots and brackets carry no meaning."""
    return _PARTING.sub("", _tidy(text))


def _numbers(text: str) -> list[str]:
    """The parts of a date, whatever stands between them."""
    return [part for part in _PARTING.split(_tidy(text)) if part]


def _whole(text: str, minimum: int, maximum: int, reason: Callable[[], str]) -> int | Invalid:
    digits = _tidy(text).strip("-–—. ")
    value = int(digits) if re.fullmatch(r"[0-9]{1,18}", digits) else None
    return value if value is not None and minimum <= value <= maximum else Invalid(reason())


def whole_number(minimum: int, maximum: int) -> Parser[int]:
    """A count between two bounds, both allowed."""

    def reason() -> str:
        return _("Type a number from %(minimum)s to %(maximum)s.", minimum=minimum, maximum=maximum)

    return lambda text: _whole(text, minimum, maximum, reason)


def months(minimum: int, maximum: int) -> Parser[int]:
    """How many months, between two bounds, both allowed."""

    def reason() -> str:
        return _("Type how many months, %(minimum)s to %(maximum)s.", minimum=minimum, maximum=maximum)

    return lambda text: _whole(text, minimum, maximum, reason)


def year(earliest: int, latest: int) -> Parser[int]:
    """A year of four digits between two bounds, both allowed."""

    def reason() -> str:
        return _("Type a year from %(earliest)s to %(latest)s.", earliest=earliest, latest=latest)

    return lambda text: _whole(text, earliest, latest, reason)


def year_month(text: str) -> str | Invalid:
    """A month of a year as "2026-10", from 10/2026, 10 2026, 2026-10, 102026 or 202610."""
    match _numbers(text):
        case [digits] if len(digits) == 6:
            first, second = (digits[:4], digits[4:]) if digits[:2] in {"19", "20"} else (digits[:2], digits[2:])
        case [first, second]:
            pass
        case _:
            first = second = ""
    written, number = (first, second) if len(first) == 4 else (second, first)
    if re.fullmatch(r"(19|20)[0-9]{2}", written) and re.fullmatch(r"0?[1-9]|1[0-2]", number):
        return f"{written}-{number:0>2}"
    return Invalid(_("Type month and year, like 10/2026."))


def date(text: str) -> dt.date | Invalid:
    """A day, from 22/11/2026, 22-11-2026, 22 11 2026, 22112026 or 2026-11-22."""
    parts = _numbers(text)
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    written = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/((?:19|20)[0-9]{2})", "/".join(parts))
    if written:
        number, month, year = map(int, written.groups())
        with suppress(ValueError):
            return dt.date(year, month, number)
    return Invalid(_("Type day, month and year, like 22/11/2026."))


def money(text: str) -> int | Invalid:
    """Whole kip above nothing: 50000, 50,000, 50.000 and 50 000 kip are the same amount."""
    amount = " ".join(_CURRENCY.sub(" ", _tidy(text)).rstrip(".- ").split())
    value = int(re.sub(r"\D", "", amount)) if _KIP.fullmatch(amount) else 0
    return value or Invalid(_("Type the amount in whole kip, like 50000."))


def phone(text: str) -> str | Invalid:
    """A phone number in E.164. Eight digits alone are a Lao mobile number said without its 020."""
    digits = _digits(text).replace("＋", "+")
    if re.fullmatch(r"[1-9][0-9]{7}", digits):
        digits = f"020{digits}"
    if re.fullmatch(r"\+?[0-9]{7,17}", digits):
        with suppress(phonenumbers.NumberParseException):
            number = phonenumbers.parse(digits, "LA")
            if _could_ring(number):
                return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Invalid(_("Type the phone number, like 020 77982994."))


def _could_ring(number: phonenumbers.PhoneNumber) -> bool:
    # Possible, not valid: the operators' newest blocks are not in the library's numbering plan yet. Lao lengths are
    # held here, because the library takes a mobile number that lacks two digits for a fixed line.
    if number.country_code == LAOS:
        return bool(re.fullmatch(r"20[0-9]{8}|30[0-9]{7}|(?!20|30)[2-8][0-9]{7}", str(number.national_number)))
    return phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def member_number(text: str) -> str | Invalid:
    """A member number: 90, six digits and a Luhn digit, which finds every single mistyped digit."""
    digits = _digits(text)
    if not re.fullmatch(r"90[0-9]{7}", digits):
        return Invalid(_("Type the 9 digits of the member number. It begins with 90."))
    return digits if _luhn(digits) else Invalid(_("One digit is wrong. Check the member number and type it again."))


def pin(text: str) -> str | Invalid:
    """Four to six digits."""
    digits = _digits(text)
    return digits if re.fullmatch(r"[0-9]{4,6}", digits) else Invalid(_("A PIN is 4 to 6 digits. Type it again."))


def free_text(maximum: int) -> Parser[str]:
    """Words, at most so many characters; white space in it is one space."""

    def parse(text: str) -> str | Invalid:
        words = " ".join(clean(text[: maximum * 4 + LONGEST]).split())
        if not words:
            return Invalid(_("Type a few words."))
        return words if len(words) <= maximum else Invalid(_("Too long. Type at most %(maximum)s letters.", maximum=maximum))

    return parse
