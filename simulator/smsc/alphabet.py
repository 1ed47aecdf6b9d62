"""Texts on the air, each letter where the table of 3GPP TS 23.038 has it, eight rows of sixteen."""

from typing import Final

ROWS: Final = (
    "@£$¥èéùìòÇ\nØø\rÅå",
    "Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ",
    " !\"#¤%&'()*+,-./",
    "0123456789:;<=>?",
    "¡ABCDEFGHIJKLMNO",
    "PQRSTUVWXYZÄÖÑÜ§",
    "¿abcdefghijklmno",
    "pqrstuvwxyzäöñüà",
)
ESCAPED: Final = {"\n": "\f", "Λ": "^", "(": "{", ")": "}", "/": "\\", "<": "[", "=": "~", ">": "]", "¡": "|", "e": "€"}


def from_gsm7(octets: bytes) -> str:
    """Raises KeyError or IndexError on what the table has not."""
    text = "".join(ROWS[octet >> 4][octet & 15] for octet in octets)
    head, *tails = text.split("\x1b")
    return head + "".join(ESCAPED[tail[0]] + tail[1:] for tail in tails)


def to_gsm7(text: str) -> bytes:
    """Of letters that need no escape; raises ValueError on others."""
    return bytes("".join(ROWS).index(letter) for letter in text)
