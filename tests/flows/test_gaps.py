"""A missing month becomes a case number, once."""

import re
from collections.abc import Callable

from tests.phone import Phone

PhoneOf = Callable[[str], Phone]


def case_number(phone: Phone) -> str:
    found = re.search(r"Case number: (\d{10})", phone.screen)
    assert found, phone.screen
    return found[1]


def test_three_missing_months_are_reported_at_once(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P04").sends("2").sends("4071").sends("2")
    phone.sees("3 months are missing", "1 All of them", "2 Month Nov 2025", "3 Month Dec 2025", "4 Month Jan 2026")
    phone.sends("1").sees("Report as missing: Nov 2025, Dec 2025, Jan 2026?").sends("1")
    phone.sees("Case number: ", "Answer by", "021 243725", "020 76092556", "020 59641659")


def test_a_month_already_reported_gives_its_case_number_again(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P04").sends("2").sends("4071").sends("2").sends("3").sends("1")
    number = case_number(phone)
    phone.dials("*149*2#").sends("4071").sends("2")
    phone.sees("2 months are missing", "Dec 2025: reported").sends("4")
    assert case_number(phone) == number


def test_saying_no_reports_nothing(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P04").sends("2").sends("4071").sends("2").sends("1").sends("2")
    phone.sees("3 months are missing").does_not_see("reported")


def test_a_report_cannot_be_dialled_past_its_confirmation(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P04").sends("2").sends("4071")
    phone.sends("2*1*1").sees("Report as missing").does_not_see("Case number")


def test_who_misses_nothing_reads_whom_to_ring(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("2").sends("4071").sends("2")
    phone.sees("No month is missing", "021 243725", "020 76092556", "020 59641659")
