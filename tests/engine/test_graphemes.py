"""Text is taken apart, tidied and masked without harm to Lao."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.graphemes import clean, clusters, fold_digits

LAO = "".join(chr(point) for point in range(0x0E80, 0x0EE0))
MARKS = "\u0eb1\u0eb2\u0eb3\u0eb5\u0eb8\u0eba\u0ebc\u0ec8\u0ec9\u0ecc\u0ecd"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ເກົ້າ", ["ເກົ້", "າ"]),
        ("ນ້ຳ", ["ນ້ຳ"]),
        ("ໄປໃສ", ["ໄປ", "ໃສ"]),
        ("ແ ກ", ["ແ", " ", "ກ"]),
        ("ເ", ["ເ"]),
        ("เก่า", ["เก่", "า"]),
        ("a👩‍👩‍👧b", ["a", "👩‍👩‍👧", "b"]),
        ("a\nb", ["a", "\n", "b"]),
    ],
)
def test_a_cluster_keeps_its_marks_and_its_leading_vowel(text: str, expected: list[str]) -> None:
    assert clusters(text) == expected


@given(st.text() | st.text(LAO))
def test_clusters_lose_nothing(text: str) -> None:
    assert "".join(clusters(text)) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ກ\u200bຂ\ufeff", "ກຂ"),
        ("a\x00b\u202ec", "abc"),
        ("a\r\nb\tc", "a b c"),
        ("\ud800x", "x"),
        ("ທ\u0ec8\u0eb5", "ທ\u0eb5\u0ec8"),
        ("ຊ\u0ec9\u0eb9", "ຊ\u0eb9\u0ec9"),
        ("ນ\u0ec9\u0ecdາ", "ນ\u0ec9\u0eb3"),
        ("ນ\u0ecd\u0ec9າ", "ນ\u0ec9\u0eb3"),
        ("ນ\u0eb3\u0ec9", "ນ\u0ec9\u0eb3"),
        ("ນໍາໃຊ້", "ນ\u0eb3ໃຊ\u0ec9"),
        ("ກ\u0ecd\u0ec8", "ກ\u0ecd\u0ec8"),
        ("ກ\u0ecd\u0ebcາ", "ກ\u0ebc\u0eb3"),
        ("ກ\u0ecc\u0eb3\u0ec8", "ກ\u0ec8\u0ecc\u0eb3"),
        ("ໜຶ່ງ", "ໜຶ່ງ"),
        ("e\u0301", "é"),
    ],
)
def test_the_same_word_typed_differently_becomes_the_same_text(typed: str, meant: str) -> None:
    assert clean(typed) == meant


@given(st.text(LAO) | st.text("ກ" + MARKS, max_size=8) | st.text(st.characters(max_codepoint=0x2FF)))
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters()))
def test_tidied_text_can_be_sent_and_stored(text: str) -> None:
    tidy = clean(text)
    tidy.encode()
    assert not set(tidy) & {chr(point) for point in [*range(0x20), 0x7F, 0x200B, 0x200C, 0xFEFF]}


@pytest.mark.parametrize("typed", ["4071", "໔໐໗໑", "๔๐๗๑", "４０７１", "٤٠٧١", "4໐๗１"])
def test_digits_of_every_script_are_the_same_digits(typed: str) -> None:
    assert fold_digits(typed) == "4071"
