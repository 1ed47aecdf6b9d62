"""The PIN on the way to something personal: tries are told, a lock says until when, and what waited goes on."""

from collections.abc import Callable

from tests.phone import Phone

PhoneOf = Callable[[str], Phone]


def test_the_right_pin_leads_straight_to_what_was_asked_and_is_asked_once(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("2").sees("Your PIN?").sends("4071").sees("31 months paid")
    phone.sends("00").sends("3").does_not_see("Your PIN?").sends("00").sends("6").does_not_see("Your PIN?")


def test_a_wrong_pin_tells_how_many_tries_are_left(english_phone_of: PhoneOf) -> None:
    phone = (
        english_phone_of("P02").sends("2").sends("1111").sees("Wrong PIN. 4 tries left.", "Your PIN?").sends("2222").sees("3 tries left")
    )
    phone.sends("3333").sends("4444").sees("Wrong PIN. 1 try left.").sends("4071").sees("31 months paid")


def test_five_wrong_pins_lock_and_say_until_when(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("2")
    for wrong in ("1111", "2222", "3333", "4444", "5555"):
        phone.sends(wrong)
    phone.sees("Too many wrong PINs. Try again after 09:30.", "1 New PIN by SMS code")
    phone.dials("*149*2#").sends("4071").sees("Try again after 09:30").does_not_see("months paid")


def test_what_is_no_pin_costs_no_try(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("2")
    for typed in ("40", "4071234", "abcd", "40#1"):
        phone.sends(typed).sees("A PIN is 4 to 6 digits", "Your PIN?")
    phone.sends("1111").sees("4 tries left")


def test_lao_digits_are_digits(english_phone_of: PhoneOf) -> None:
    english_phone_of("P02").sends("2").sends("໔໐໗໑").sees("31 months paid")


def test_a_pin_dialled_behind_the_code_is_not_taken(english_phone_of: PhoneOf) -> None:
    english_phone_of("P02").dials("*149*2*4071#").sees("Your PIN?").does_not_see("Wrong PIN", "months paid")


def test_a_redial_proves_the_pin_again(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("2").sends("4071").sees("31 months paid").drops()
    phone.dials("*149#").sees("You were here: Months paid").sends("1").sees("Your PIN?").does_not_see("31")


def test_members_of_one_phone_each_have_their_own_tries(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P14").sends("1").sends("2").sends("1111").sees("4 tries left")
    phone.sends("00").sends("11").sends("3").sends("2").sends("1111")
    assert "4" in phone.screen
