"""Text as people write and see it: clusters that stay whole, input tidied, digits in ASCII."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import decimal, normalize

import regex

# Lao and Thai vowels written before the consonant they belong to are clusters of their own in Unicode:
# cut after one, the next line begins with a consonant that has lost its vowel.
LEADING_VOWELS: Final = "\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4\u0e40\u0e41\u0e42\u0e43\u0e44"

_clusters: Final = regex.compile(rf"(?:[{LEADING_VOWELS}]+(?=\S))?\X", regex.DOTALL)

_SPACES: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# Control characters, the zero-width ones keyboards leave behind, and marks that turn the direction of what follows.
# The zero-width joiner stays: emoji and the scripts of the neighbours need it.
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]+")

_TONES: Final = "\u0ec8\u0ec9\u0eca\u0ecb"
_AM: Final = "\u0eb3"
# The order dictionaries and fonts expect: semivowel, vowel, tone, cancellation; AM takes no mark after it.
_RANK: Final = {"\u0eba": 0, "\u0ebc": 0} | dict.fromkeys(_TONES, 2) | {"\u0ecc": 3, _AM: 4}
_MARKS: Final = re.compile(r"[\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]{2,}")
_AM_IN_HALVES: Final = re.compile(rf"\u0ecd([{_TONES}]*)\u0eb2")
_AM_AND_TONES: Final = re.compile(rf"[{_AM}{_TONES}]{{2,}}")


def clusters(text: str) -> list[str]:
    """The text in pieces that may be parted: base with its marks, a leading vowel with what follows it."""
    return _clusters.findall(text)


def clean(text: str) -> str:
    """What was meant by what arrived: no unseen characters, line ends as spaces, Lao marks in one order, NFC."""
    if text.isascii() and text.isprintable():
        return text
    return _ordered(normalize("NFC", _UNSEEN.sub("", _SPACES.sub(" ", text))))


def _ordered(text: str) -> str:
    text = _AM_IN_HALVES.sub(rf"\1{_AM}", _MARKS.sub(_sorted, text))
    return _MARKS.sub(_sorted, _AM_AND_TONES.sub(_sorted, text))


def _sorted(run: re.Match[str]) -> str:
    return "".join(sorted(run[0], key=lambda mark: _RANK.get(mark, 1)))


def fold_digits(text: str) -> str:
    """Lao, Thai, full-width and all other decimal digits as 0-9."""
    return text if text.isascii() else re.sub(r"\d", lambda digit: str(decimal(digit[0])), text)
