"""What people send is understood: in three languages, four scripts of digits, with slips, and with things that mean nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from channels.sms import keywords
from channels.sms.keywords import FUZZY_FROM, Asked, read
from engine.text import LOCALES

TEXTS = Path(__file__).with_name("texts.yaml")
INTENTS = {"lookup", "wrong_number", "pin", "unknown"}


@cache
def cases() -> list[tuple[str, str, tuple[str, ...], str]]:
    groups = yaml.safe_load(TEXTS.read_text("utf-8"))
    return [(text, group["asks"], tuple(group.get("numbers", ())), group["in"]) for group in groups for text in group["texts"]]


@pytest.mark.parametrize(("text", "intent", "numbers", "locale"), cases(), ids=[repr(case[0])[:40] for case in cases()])
def test_a_text_is_understood(text: str, intent: str, numbers: tuple[str, ...], locale: str) -> None:
    asked = read(text)
    assert (asked.intent, asked.numbers, asked.locale) == (intent, numbers, locale)


def test_there_are_at_least_three_hundred_in_every_language_and_script_of_digits() -> None:
    assert len(cases()) == len({case[0] for case in cases()}) >= 300
    assert {case[3] for case in cases()} == {"", *LOCALES}
    for zero in "0໐๐０":
        assert any(zero in case[0] for case in cases())


def test_ten_thousand_characters_are_understood_by_how_they_begin() -> None:
    assert read("balance " + "please " * 1400).intent == "balance"
    assert read("ກ" * 10_000).intent == "unknown"
    assert read("9" * 10_000).intent == "unknown"


def test_every_word_of_the_table_means_what_it_stands_under() -> None:
    table = yaml.safe_load(keywords.TABLE.read_text("utf-8"))
    for intent, languages in table.items():
        for locale, texts in languages.items():
            for text in texts:
                assert read(text)[:3] == (intent, (), "" if locale == keywords.ANY else locale), text


def test_a_short_word_with_a_slip_is_not_taken_for_another() -> None:
    for word in keywords.words():
        if len(word) < FUZZY_FROM - 1:
            assert read(word + "q").intent == "unknown", word
    assert read("pat").intent == read("bay").intent == read("sop").intent == "unknown"


def test_a_slip_that_could_be_either_of_two_things_is_neither() -> None:
    # One letter from "yot", which asks for the months, and one from "yout", which stops the reminders.
    assert read("yott").intent == "unknown"
    # One letter from "bal" and one from "bill".
    assert read("ball").intent == "unknown"


def test_no_slip_in_a_word_becomes_another_thing() -> None:
    table = keywords.words()
    for word in table.values():
        for slipped in (word.key + word.key[-1], word.key[:-1], word.key[1:], word.key[1::-1] + word.key[2:]):
            meant = {word.intent, "unknown", table[slipped].intent if slipped in table else ""}
            if len(slipped) >= FUZZY_FROM and len(word.key) >= FUZZY_FROM:
                assert read(slipped).intent in meant, (word, slipped)


@given(
    st.text(max_size=300)
    | st.text(alphabet="0123456789໐໑໒๓๔ \u200b-.", max_size=30)
    | st.text(alphabet="ກຍອດບໍ່ແລ້ວໂຮງໝ 0123456789bal", max_size=40)
)
@example("\ud800")
def test_no_text_of_any_kind_is_an_error_or_lets_a_pin_through(text: str) -> None:
    asked = read(text)
    assert isinstance(asked, Asked)
    assert asked.intent in INTENTS | {word.intent for word in keywords.words().values()}
    assert not any(4 <= len(number) <= 6 for number in asked.numbers)
    assert asked.locale in {"", *LOCALES}
