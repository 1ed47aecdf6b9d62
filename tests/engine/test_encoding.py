"""What a text costs on the air is counted as the network counts it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.encoding import BASIC, EXTENSION, Budget, Size, fits, is_gsm7, segments, size

AFRICAS_TALKING = Budget(160, 70)


def test_the_default_alphabet_is_whole() -> None:
    # 128 places, one of which is the escape to the extension table.
    assert len(set(BASIC)) == len(BASIC) == 127
    assert len(set(EXTENSION)) == 10
    assert not set(BASIC) & set(EXTENSION)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Size("GSM-7", 0)),
        ("108,000 kip", Size("GSM-7", 11)),
        ("à la carte", Size("GSM-7", 10)),
        ("[€]", Size("GSM-7", 6)),
        ("108,000 ₭", Size("UCS-2", 9)),
        ("`", Size("UCS-2", 1)),
        ("ç", Size("UCS-2", 1)),
        ("ກ່ອນ", Size("UCS-2", 4)),
        ("a\tb", Size("UCS-2", 3)),
        ("ok 👍", Size("UCS-2", 5)),
    ],
)
def test_size_is_septets_in_gsm7_and_utf16_units_otherwise(text: str, expected: Size) -> None:
    assert size(text) == expected
    assert is_gsm7(text) == (expected.encoding == "GSM-7")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a" * 160, True),
        ("a" * 161, False),
        ("€" * 80, True),
        ("€" * 81, False),
        ("ກ" * 70, True),
        ("ກ" * 71, False),
        ("a" * 70 + "ກ", False),
        ("👍" * 35, True),
        ("👍" * 36, False),
    ],
)
def test_one_character_outside_gsm7_takes_the_whole_text_to_the_smaller_budget(text: str, expected: bool) -> None:
    assert fits(text, AFRICAS_TALKING) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("ກ" * 70, 1),
        ("ກ" * 71, 2),
        ("ກ" * 134, 2),
        ("ກ" * 135, 3),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("a" * 151 + "€" + "a" * 153, 2),
        ("ກ" * 66 + "👍" + "ກ" * 66, 3),
        ("ກ" * 65 + "👍" + "ກ" * 67, 2),
    ],
)
def test_sms_parts_never_split_a_character_of_two(text: str, expected: int) -> None:
    assert segments(text) == expected


@given(st.text(), st.integers(0, 200), st.integers(0, 100))
def test_fits_agrees_with_size(text: str, septets: int, units: int) -> None:
    encoding, used = size(text)
    assert fits(text, Budget(septets, units)) == (used <= (septets if encoding == "GSM-7" else units))


@given(st.text(BASIC + EXTENSION) | st.text())
def test_the_encoding_is_the_one_its_characters_need(text: str) -> None:
    if set(text) <= set(BASIC + EXTENSION):
        assert size(text) == ("GSM-7", sum(2 if character in EXTENSION else 1 for character in text))
    else:
        assert size(text) == ("UCS-2", sum(2 if ord(character) > 0xFFFF else 1 for character in text))
