"""The room a text takes, against figures from the GSM standard and from Lao texts counted by hand."""

import pytest

from simulator.sizes import Size, segments, size


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Size("GSM-7", 0, 160)),
        ("Main menu\n1 Pay", Size("GSM-7", 15, 160)),
        ("a [b]", Size("GSM-7", 7, 160)),
        ("€", Size("GSM-7", 2, 160)),
        ("ΔΦΓ àèé", Size("GSM-7", 7, 160)),
        ("108.000 ₭", Size("UCS-2", 9, 70)),
        ("ç", Size("UCS-2", 1, 70)),
        ("`", Size("UCS-2", 1, 70)),
        ("ໂຮງໝໍ", Size("UCS-2", 5, 70)),
        ("ok 😀", Size("UCS-2", 5, 70)),
    ],
)
def test_a_text_is_counted_in_septets_or_else_in_utf16_units(text: str, expected: Size) -> None:
    assert size(text) == expected


def test_a_screen_fits_up_to_its_budget_and_no_further() -> None:
    assert size("x" * 160).fits
    assert not size("x" * 161).fits
    assert size("ກ" * 70).fits
    assert not size("ກ" * 71).fits


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("ກ" * 70, 1),
        ("ກ" * 71, 2),
        ("ກ" * 134, 2),
        ("ກ" * 135, 3),
        ("x" * 152 + "€" + "x" * 152, 3),
        ("ກ" * 66 + "😀" + "ກ" * 66, 3),
    ],
)
def test_a_long_sms_is_sent_in_joined_parts_that_never_cut_a_letter(text: str, count: int) -> None:
    assert segments(text) == count
