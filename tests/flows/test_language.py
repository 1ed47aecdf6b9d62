"""Language and script: switched any time, kept for the number, spoken from the next screen on."""

from collections.abc import Callable

import pytest

from engine.text import locale_of
from tests.flows.sandbox import fails_once
from tests.phone import Phone

PhoneOf = Callable[[str], Phone]


def test_it_is_switched_from_the_settings_and_spoken_at_once(english_phone_of: PhoneOf) -> None:
    english_phone_of("P02").sees("7 Settings").sends("7").sends("1").sees("Which language?", "1 ລາວ", "2 Lao (abc)", "3 English")


def test_names_follow_the_script_that_is_chosen(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P14").sends("1").sees("Hello S*** K***!")
    assert "ສີ*** ແກ້***" in phone.sends("7").sends("1").sends("1").reads_all()


def test_latin_lao_is_kept_as_a_script_of_lao(phone_of: PhoneOf) -> None:
    phone = phone_of("P14").dials("*149#").sees("ສີ*** ແກ້***").sends("1").sends("7").sends("1").sends("2")
    phone.dials("*149#").sends("1").sees("S*** K***")


def test_a_switch_the_backend_cannot_keep_holds_for_the_conversation(phone_of: PhoneOf, sandbox_url: str) -> None:
    phone = phone_of("P16").dials("*149#")
    fails_once(sandbox_url, "/me/preferences", "PUT")
    phone.sends("3").sees("Social security").sends("8").sees("Phone numbers").sends("00").sees("Social security")


@pytest.mark.parametrize(
    ("language", "script", "locale"),
    [
        ("lo", "Laoo", "lo"),
        ("lo", None, "lo"),
        ("lo", "Latn", "lo_Latn"),
        ("en", "Latn", "en"),
        ("hmn", "Latn", "lo_Latn"),
        ("kjg", "Laoo", "lo_Latn"),
        ("xx", None, "en"),
    ],
)
def test_a_language_on_file_is_spoken_in_the_nearest_that_is_offered(language: str, script: str | None, locale: str) -> None:
    assert locale_of(language, script) == locale
