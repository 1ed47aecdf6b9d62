"""A new PIN: by a code that is read after hanging up, typed twice, kept nowhere on the way."""

from collections.abc import Callable

import pytest

from flows.pin_words import check_of
from tests.flows.sandbox import code_sent_to, messages_to
from tests.phone import Phone

PhoneOf = Callable[[str], Phone]
SET = "Your PIN is set."


def test_who_has_none_sets_one_on_the_way_and_reads_what_was_asked(english_phone_of: PhoneOf, sandbox_url: str) -> None:
    phone = english_phone_of("P36").sends("2").sees("You have no PIN yet.").sends("1").sees("hang up, read it and dial again")
    phone.sends(code_sent_to(sandbox_url, phone.msisdn)).sees("Choose a PIN").sends("4826").sees("once more").sends("4826").sees(SET)
    phone.sends("1").sees("months paid").dials("*149*2#").sends("4826").sees("months paid")


def test_the_code_is_read_after_hanging_up(english_phone_of: PhoneOf, sandbox_url: str) -> None:
    phone = english_phone_of("P36").sends("2").sends("1").drops()
    phone.dials("*149#").sees("You were here: New PIN").sends("1").sees("The 6 digits of the SMS?")
    phone.sends(code_sent_to(sandbox_url, phone.msisdn)).sends("4826").sends("4826").sees(SET).sends("1").sees("months paid")


def test_a_forgotten_and_locked_pin_is_replaced_without_an_office(english_phone_of: PhoneOf, sandbox_url: str) -> None:
    phone = english_phone_of("P33").sends("2").sends("4071").sees("Try again after 09:25").sends("1").sends("1")
    phone.sends(code_sent_to(sandbox_url, phone.msisdn)).sends("8362").sends("8362").sees(SET).sends("1").sees("months paid")


def test_forgotten_is_one_digit_away(english_phone_of: PhoneOf) -> None:
    english_phone_of("P02").sends("2").sees("If you forgot it, type 1.").sends("1").sees("we send a code by SMS", "1 Send the code")


def test_no_sms_is_sent_before_it_is_asked_for(english_phone_of: PhoneOf, sandbox_url: str) -> None:
    phone = english_phone_of("P36").sends("2").sees("1 Send the code")
    assert messages_to(sandbox_url, phone.msisdn) == []


def test_three_wrong_codes_end_it_and_another_can_be_had(english_phone_of: PhoneOf, sandbox_url: str) -> None:
    phone = english_phone_of("P36").sends("2").sends("1")
    first = code_sent_to(sandbox_url, phone.msisdn)
    wrong = "000000" if first != "000000" else "000001"
    phone.sends(wrong).sees("Wrong code. 2 tries left.").sends(wrong).sees("Wrong code. 1 try left.")
    phone.sends(wrong).sees("That code no longer works.").sends("1").sees("The 6 digits of the SMS?")
    phone.sends(code_sent_to(sandbox_url, phone.msisdn)).sees("Choose a PIN")


def test_two_that_differ_and_one_that_is_easy_are_asked_again(english_phone_of: PhoneOf, sandbox_url: str) -> None:
    phone = english_phone_of("P36").sends("2").sends("1")
    phone.sends(code_sent_to(sandbox_url, phone.msisdn)).sends("4826").sends("4862").sees("The two were not the same.", "Choose a PIN")
    phone.sends("1234").sends("1234").sees("too easy to guess", "Choose a PIN").sends("4826").sends("4826").sees(SET)


def test_a_dropped_line_never_comes_back_behind_the_code(english_phone_of: PhoneOf, sandbox_url: str) -> None:
    phone = english_phone_of("P36").sends("2").sends("1")
    phone.sends(code_sent_to(sandbox_url, phone.msisdn)).sees("Choose a PIN").drops()
    phone.dials("*149#").sends("1").does_not_see("Choose a PIN").sees("The 6 digits of the SMS?")


def test_no_code_can_tell_who_of_several_holds_the_phone(english_phone_of: PhoneOf, sandbox_url: str) -> None:
    phone = english_phone_of("P14").sends("1").sends("2").sends("1").sees("Several people share this number", "021 243725")
    phone.does_not_see("Send the code")
    assert messages_to(sandbox_url, phone.msisdn) == []


def test_the_old_pin_opens_the_way_to_another(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("7").sends("3").sees("1 Change PIN", "2 Forgot PIN").sends("1").sees("Your PIN?").sends("4071")
    phone.sees("Choose a PIN").sends("9173").sends("9173").sees(SET).sends("1").sees("1 Change PIN")
    phone.dials("*149*2#").sends("4071").sees("Wrong PIN").sends("9173").sees("31 months paid")


@pytest.mark.parametrize("pin", ["4071", "0471", "000000", "918273"])
def test_the_check_between_two_typings_finds_every_slip(pin: str) -> None:
    slips = {pin[:i] + digit + pin[i + 1 :] for i in range(len(pin)) for digit in "0123456789"}
    slips |= {pin[:i] + pin[i + 1] + pin[i] + pin[i + 2 :] for i in range(len(pin) - 1)}
    assert all(check_of(slip) != check_of(pin) for slip in slips - {pin})


def test_the_check_leaves_a_hundred_pins_possible() -> None:
    assert min(sum(check_of(f"{pin:04}") == check for pin in range(10_000)) for check in range(97)) > 100
