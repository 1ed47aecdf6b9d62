"""Help: the numbers of the notice to the digit, offices, and cases with a number to come back with."""

import re
from collections.abc import Callable

import pytest

from flows.help import Help, show_contacts
from flows.references import reference
from tests.phone import Phone

PhoneOf = Callable[[str], Phone]


def reference_on(phone: Phone) -> str:
    found = re.search(r"\d{10}", phone.screen)
    assert found, phone.screen
    return found.group()


def test_contacts_are_those_of_the_notice_and_no_web_address(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P16").sends("8").sends("1")
    assert "Technology Division:\n020 77982994" in (text := phone.reads_all())
    assert "Contributions Division:\n021 243725\n020 76092556\n020 59641659" in text
    phone.does_not_see("1508", "http", "www")


def test_contacts_are_there_also_when_the_institution_does_not_answer() -> None:
    assert show_contacts.draw
    text = show_contacts.draw(Help()).text
    assert re.findall(r"0\d\d \d+", text) == ["021 243725", "020 76092556", "020 59641659", "020 77982994"]


def test_offices_are_found_by_province(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P16").sends("8").sends("2").sees("Which province?", "1 Vientiane Capital").sends("1")
    phone.sees("Head office, Sisattanak: 020 10810001").sends("0").sees("Which province?")


@pytest.mark.parametrize(("number", "asked"), [("3", "What is your question?"), ("7", "What went wrong?")])
def test_words_become_a_case_with_a_number_and_a_day(english_phone_of: PhoneOf, number: str, asked: str) -> None:
    phone = english_phone_of("P16").sends("8").sends(number).sees(asked).sends("ຂໍ ຖາມ * 2#").sees("gets back to you by 2 Dec 2026")
    case = reference_on(phone)
    phone.dials("*149*8*6#").sends(case).sees(f"Case {case}: received. Answer by 2 Dec 2026.").does_not_see("ຖາມ")


def test_praise_is_thanked_for(english_phone_of: PhoneOf) -> None:
    english_phone_of("P02").sends("8").sends("8").sees("What was good?").sends("Quick").sees("Thank you!", "Case number")


def test_who_does_not_read_is_rung_in_a_language_they_speak(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P36").sends("8").sends("4").sees("1 Lao", "2 Hmong", "3 Khmu").sends("2").sees("Thank you.", "by 2 Dec 2026")
    phone.dials("*149*8*4#").sends("3").sees("Thank you.")


def test_a_case_number_that_nobody_was_given_finds_nothing(english_phone_of: PhoneOf) -> None:
    english_phone_of("P47").sends("8").sends("6").sends("12").sees("10 digits").sends("4000000012").sees("Nothing found.")


def test_a_young_driver_learns_how_to_join_and_asks_to_be_rung(english_phone_of: PhoneOf) -> None:
    phone = (
        english_phone_of("P47").sends("8").sends("5").sees("from age 15 to 60; NSSO decides", "9% of your income", "108,000 kip a month")
    )
    phone.sends("1").sees("Thank you.", "Case number")


@pytest.mark.parametrize("typed", ["4000000012", "400 000 0012", "4000-000-012", "໔໐໐໐໐໐໐໐໑໒"])
def test_a_dictated_number_is_read_however_it_is_parted(typed: str) -> None:
    assert reference(typed) == "4000000012"


@pytest.mark.parametrize("typed", ["", "400000001", "40000000123", "4000o00012"])
def test_what_is_no_reference_is_asked_again(typed: str) -> None:
    assert not isinstance(reference(typed), str)
