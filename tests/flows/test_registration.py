"""My phone number: the same answer whoever asks, and a reference to come back with."""

import re
from collections.abc import Callable

from tests.phone import Phone

PhoneOf = Callable[[str], Phone]

TEACHER, SOLDIER, UNKNOWN = "901989046", "906828173", "900000019"


def reference_on(phone: Phone) -> str:
    found = re.search(r"\d{10}", phone.screen)
    assert found, phone.screen
    return found.group()


def test_a_new_number_is_handed_to_nsso_and_followed_by_its_reference(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P31").sends("10").sees("My phone number").sends("1").sends(TEACHER).sees("Thank you. NSSO checks it.")
    reference = reference_on(phone)
    phone.dials("*149*7*2*4#").sees("10 digits").sends(reference).sees("NSSO has it and will check it.")


def test_only_the_number_that_asked_learns_how_far_it_is(english_phone_of: PhoneOf) -> None:
    reference = reference_on(english_phone_of("P31").sends("10").sends("1").sends(TEACHER))
    english_phone_of("P47").sends("10").sends("4").sends(reference).sees("Nothing found.").does_not_see("check it.")


def test_known_restricted_and_unknown_members_are_answered_alike(english_phone_of: PhoneOf) -> None:
    answers = set()
    for member in (TEACHER, SOLDIER, UNKNOWN):
        phone = english_phone_of("P31").sends("10").sends("1").sends(member)
        answers.add(phone.screen.replace(reference_on(phone), ""))
    assert len(answers) == 1


def test_another_number_than_the_one_calling(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P16").sends("10").sends("2").sees("Which phone number?").sends("12").sees("Type the phone number")
    phone.sends("020 10001234").sees("member number").sends(TEACHER).sees("Thank you.")


def test_a_lost_phone_is_blocked_from_another(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P16").sends("10").sends("3").sees("Which phone number was lost?").sends("02010000002").sends("905498010")
    phone.sees("calls you back").dials("*149#")
    english_phone_of("P02").sees("2 Months paid")


def test_who_is_on_file_reads_so_and_nobody_else_does(english_phone_of: PhoneOf) -> None:
    english_phone_of("P02").sends("7").sends("2").sees("This number is recorded at NSSO.").does_not_see("Record this number")
    english_phone_of("P32").sends("7").sends("2").does_not_see("recorded at NSSO")
    english_phone_of("P16").sends("7").sends("2").does_not_see("recorded at NSSO")
