"""GSM-7, the alphabet of phones, one octet a septet, as SMPP carries it."""

from __future__ import annotations

from typing import Final

from engine.encoding import BASIC

ESCAPE: Final = 0x1B
# 3GPP TS 23.038, 6.2.1.1: what an escape makes of the code behind it.
_behind_escape: Final = {
    0x0A: "\f", 0x14: "^", 0x28: "{", 0x29: "}", 0x2F: "\\", 0x3C: "[", 0x3D: "~", 0x3E: "]", 0x40: "|", 0x65: "€",
}  # fmt: skip
# The table has a hole where the escape is: what stands behind it moves up by one.
_by_code: Final = {code + (code >= ESCAPE): letter for code, letter in enumerate(BASIC)}
_to_octets: Final = {
    **{letter: bytes((code,)) for code, letter in _by_code.items()},
    **{letter: bytes((ESCAPE, code)) for code, letter in _behind_escape.items()},
}


def encode(text: str) -> bytes:
    """Raises KeyError on a letter that GSM-7 does not have: ask engine.encoding.is_gsm7 first."""
    return b"".join(_to_octets[letter] for letter in text)


def decode(octets: bytes) -> str:
    """What cannot be read becomes a question mark; an unknown code behind an escape is read without it, as phones do."""
    letters, table = [], _by_code
    for octet in octets:
        if octet == ESCAPE and table is _by_code:
            table = _behind_escape
            continue
        letters.append(table.get(octet) or _by_code.get(octet, "?"))
        table = _by_code
    return "".join(letters)
