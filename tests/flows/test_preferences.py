"""Settings: privacy behind the PIN, reminders without it, and what each switch does."""

from collections.abc import Callable

from tests.phone import Phone

PhoneOf = Callable[[str], Phone]

GARMENT_WORKER = "905498010"


def test_the_public_sets_its_language_and_its_number_only(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P16").sends("7").sees("1 Language", "2 My phone number")
    phone.does_not_see("PIN", "Privacy", "Reminders", "Who looked")


def test_a_member_has_all_six(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("7")
    phone.sees("1 Language", "2 My phone number", "3 PIN", "4 Privacy", "5 Reminders", "6 Who looked at my data")


def test_public_look_up_is_switched_off_behind_the_pin_and_then_finds_nothing(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("7").sends("4").sees("1 Others see my hospital: on").sends("1").sees("Your PIN?")
    phone.sends("4071").sees("1 Others see my hospital: off")
    english_phone_of("P16").sends("1").sends(GARMENT_WORKER).sees("Nothing found.")
    phone.sends("1").sees("1 Others see my hospital: on")
    english_phone_of("P16").sends("1").sends(GARMENT_WORKER).sees("K*** V***")


def test_discreet_sms_and_amounts_are_switched_each_alone(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("7").sends("4").sends("2").sends("4071").sees("2 Discreet SMS: on", "3 Amounts in SMS: off")
    phone.sends("3").sees("2 Discreet SMS: on", "3 Amounts in SMS: on").sends("2").sees("2 Discreet SMS: off", "3 Amounts in SMS: on")
    phone.dials("*149*7*4#").sees("2 Discreet SMS: off", "3 Amounts in SMS: on")


def test_a_repeated_message_turns_a_switch_once(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("7").sends("4").sends("2").sends("4071").sees("2 Discreet SMS: on").repeats()
    phone.dials("*149*7*4#").sees("2 Discreet SMS: on")


def test_reminders_are_stopped_and_started_without_a_pin(english_phone_of: PhoneOf) -> None:
    phone = (
        english_phone_of("P08").sends("7").sends("5").sees("cover ends: on", "1 Turn off").sends("1").sees("cover ends: off", "1 Turn on")
    )
    phone.dials("*149*7*5#").sees("cover ends: off").sends("1").sees("cover ends: on")


def test_during_a_hold_every_personal_setting_says_why(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P32").sends("7")
    for number in ("3", "4", "5", "6"):
        phone.sends(number).sees("Your SIM changed lately").sends("0").sees("Settings")
