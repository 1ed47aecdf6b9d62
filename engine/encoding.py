"""What a text costs on the air: septets of GSM-7, or UTF-16 units as soon as one character is outside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

# 3GPP TS 23.038, 6.2.1: the default alphabet, and its extension table, whose characters take two septets.
BASIC: Final = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION: Final = "\f^{}\\[~]|€"

_beyond_basic: Final = re.compile(f"[^{re.escape(BASIC)}]").search
_beyond_gsm7: Final = re.compile(f"[^{re.escape(BASIC + EXTENSION)}]").search
_extended: Final = re.compile(f"[{re.escape(EXTENSION)}]").findall


class Budget(NamedTuple):
    """What one screen of a gateway may hold: septets when all of it is GSM-7, UTF-16 units otherwise.

    parts: how many SMS it may be sent in; 0 where it is not sent as SMS.
    """

    septets: int
    units: int
    parts: int = 0


# What stands under every SMS takes as much as this: a code on a line of its own (engine/codes.py).
CODE_LINE: Final = "\nK7XM"
# Three SMS joined, with their code: more is read by few, and each is paid for.
SMS: Final = Budget(septets=3 * 153 - len(CODE_LINE), units=3 * 67 - len(CODE_LINE), parts=3)


class Size(NamedTuple):
    """What a text uses: septets of GSM-7, or units of UCS-2."""

    encoding: Literal["GSM-7", "UCS-2"]
    used: int


def is_gsm7(text: str) -> bool:
    """Whether every character is in the default alphabet or its extension table."""
    return _beyond_gsm7(text) is None


def units(text: str) -> int:
    """UTF-16 code units: two for a character outside the basic plane."""
    return len(text.encode("utf-16-le", "surrogatepass")) >> 1


def size(text: str) -> Size:
    """What the text uses on the air, in the encoding it needs."""
    if _beyond_basic(text) is None:
        return Size("GSM-7", len(text))
    if _beyond_gsm7(text) is None:
        return Size("GSM-7", len(text) + len(_extended(text)))
    return Size("UCS-2", units(text))


def fits(text: str, budget: Budget) -> bool:
    """Whether the text keeps within the budget of the encoding it needs."""
    if _beyond_basic(text) is None:
        return len(text) <= budget[0]
    encoding, used = size(text)
    if used > (budget.septets if encoding == "GSM-7" else budget.units):
        return False
    # A character of two is never split between parts, and may need one more for that.
    return not budget.parts or segments(text + CODE_LINE) <= budget.parts


def segments(text: str) -> int:
    """SMS parts: 160 septets or 70 units alone, 153 or 67 each when joined; a character of two is never split."""
    encoding, used = size(text)
    if encoding == "GSM-7":
        return 1 if used <= 160 else _parts((1 + (character in EXTENSION) for character in text), 153)
    return 1 if used <= 70 else _parts((1 + (character > "\uffff") for character in text), 67)


def _parts(widths: Iterable[int], room: int) -> int:
    count, left = 1, room
    for width in widths:
        if width > left:
            count, left = count + 1, room
        left -= width
    return count
