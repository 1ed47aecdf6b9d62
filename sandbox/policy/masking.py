"""How much of a name, a phone or a number is shown to whom it does not belong."""

from __future__ import annotations

import regex

# The vowels U+0EC0-0EC4 are written before their consonant and are clusters of their own:
# without the rule a name would be masked to a bare vowel.
_FIRST_CLUSTER = regex.compile(r"[\u0EC0-\u0EC4]*\X")

MASK = "***"

Name = dict[str, str | None]


def name(lo: str | None, latin: str | None) -> Name:
    return {"lo": lo, "latin": latin}


def optional_name(lo: str | None, latin: str | None) -> Name | None:
    return name(lo, latin) if lo or latin else None


def masked_name(lo: str | None, latin: str | None) -> Name:
    return name(_masked(lo), _masked(latin))


def _masked(words: str | None) -> str | None:
    """The first letter of each name with its marks: ແກ້ວ becomes ແກ້***."""
    if words is None:
        return None
    return " ".join(first[0] + MASK for word in words.split() if (first := _FIRST_CLUSTER.match(word)))


def masked_phone(msisdn: str) -> str:
    return MASK + msisdn[-2:]


def masked_number(number: str) -> str:
    return MASK + number[-3:]
