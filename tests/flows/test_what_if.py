"""What becomes of a benefit if a month is skipped or the job is lost."""

from collections.abc import Callable

from tests.flows.test_benefits import opened
from tests.phone import Phone

PhoneOf = Callable[[str], Phone]


def asked(phone: Phone, label: str, scenario: str) -> str:
    return opened(phone, label).sends("1").sees("what if").sends(scenario).reads_all()


def test_skipping_a_month_moves_the_day_and_names_the_last_safe_one(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P06")
    text = asked(phone, "Birth: 8", "2")
    assert "Ready Jan 2027" in text
    assert "Last safe day to pay: " in text


def test_losing_the_job_tells_what_unemployment_would_pay(english_phone_of: PhoneOf) -> None:
    text = asked(english_phone_of("P02"), "Unemployment", "4")
    assert "I lose the job:" in text
    assert "Unemployment: likely" in text
    assert "NSSO decides the amount." in text


def test_a_voluntary_member_has_no_job_to_lose(english_phone_of: PhoneOf) -> None:
    opened(english_phone_of("P08"), "Sickness").sends("1").sees("Each month is paid").does_not_see("job")


def test_thai_wages_pay_half_when_laid_off_and_less_than_a_third_when_resigned(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P44")
    laid_off = asked(phone, "Unemployment", "4")
    assert "About 5,000 baht a month." in laid_off
    phone.sends("0").sends("0").sees("what if")
    assert "About 3,000 baht a month." in phone.sends("5").reads_all()
