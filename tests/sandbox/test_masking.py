"""Names are masked to their first letter as a reader of Lao sees it."""

from __future__ import annotations

import pytest

from sandbox.policy.masking import masked_name, masked_number, masked_phone
from sandbox.policy.references import is_checked, luhn_digit, new_reference


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("ແກ້ວ ວົງສະຫວັນ", "ແກ້*** ວົ***"),
        ("ເພັດສະໝອນ", "ເພັ***"),
        ("ໄຊ", "ໄຊ***"),
        ("ໂພໄຊ", "ໂພ***"),
        ("ນ້ຳ", "ນ້ຳ***"),
        ("ຫຼ້າ", "ຫຼ້***"),
        ("Nguyen Van Minh", "N*** V*** M***"),
        ("É́lodie", "É́***"),
        ("K", "K***"),
    ],
)
def test_the_first_cluster_with_its_marks_and_leading_vowel(name: str, masked: str) -> None:
    assert masked_name(name, None) == {"lo": masked, "latin": None}


@pytest.mark.parametrize("vowel", "ເແໂໃໄ")
def test_no_name_is_masked_to_a_bare_vowel(vowel: str) -> None:
    masked = masked_name(f"{vowel}ກ້ວ", None)["lo"]
    assert masked is not None
    assert masked.removesuffix("***") not in {vowel, ""}


def test_phones_keep_two_digits_and_member_numbers_three() -> None:
    assert masked_phone("+8562010000002") == "***02"
    assert masked_number("905498010") == "***010"


def test_references_can_be_dictated() -> None:
    assert luhn_digit("7992739871") == "3"
    for _ in range(200):
        reference = new_reference()
        assert len(reference) == 10
        assert is_checked(reference)
        swapped = reference[:8] + reference[9] + reference[8]
        assert reference[8] == reference[9] or {reference[8], reference[9]} == {"0", "9"} or not is_checked(swapped)
