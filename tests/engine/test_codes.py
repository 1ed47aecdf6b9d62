"""The code under an SMS: known again for a month, for that number alone, without anything being stored."""

from __future__ import annotations

from datetime import date, timedelta

from engine.codes import DAYS, LENGTH, LETTERS, code_of, sent_on

KEY, OTHER = b"k" * 32, b"o" * 32
TODAY = date(2026, 11, 22)


def test_a_code_is_known_again_with_its_day_for_a_month() -> None:
    for back in range(DAYS):
        day = TODAY - timedelta(days=back)
        assert sent_on(KEY, "+8562010000008", code_of(KEY, "+8562010000008", day), TODAY) == day
    assert sent_on(KEY, "+8562010000008", code_of(KEY, "+8562010000008", TODAY - timedelta(days=DAYS)), TODAY) is None


def test_a_code_is_no_other_numbers_no_other_keys_and_not_of_tomorrow() -> None:
    code = code_of(KEY, "+8562010000008", TODAY)
    assert sent_on(KEY, "+8562010000009", code, TODAY) is None
    assert sent_on(OTHER, "+8562010000008", code, TODAY) is None
    assert sent_on(KEY, "+8562010000008", code, TODAY - timedelta(days=1)) is None


def test_who_guesses_finds_a_code_about_once_in_five_thousand() -> None:
    found = sum(sent_on(KEY, f"+8562010{number:06}", "K7XM", TODAY) is not None for number in range(20_000))
    assert found <= 20  # 3.75 are expected


def test_no_letter_is_taken_for_another() -> None:
    assert not set(LETTERS) & set("0O1IQ2Z5S8BGAEUY")
    assert len(set(LETTERS)) == 20
    assert len(code_of(KEY, "+8562010000008", TODAY)) == LENGTH
