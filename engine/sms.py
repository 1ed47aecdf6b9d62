"""A screen as SMS: as few as it takes and three at most, the rest behind 9. Back and menu work as when dialled, and are not written out."""

from __future__ import annotations

from typing import Final
from unicodedata import combining, normalize

import regex

from engine.encoding import CODE_LINE, SMS, fits, is_gsm7, segments
from engine.layout import Controls, pages
from engine.screens import Menu, Screen
from engine.text import _

_other_script: Final = regex.compile(r"[^\P{L}\p{Latin}]").search
STRAIGHT: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "đ": "d", "Đ": "D", "₭": "kip"})
NO_LABELS: Final[tuple[str, ...]] = ()
NO_WAYS: Final = Controls()


def texts(screen: Screen, complaint: str = "") -> tuple[str, ...]:
    """The pages of a screen, each to be sent as one text."""
    text, complaint = plain(screen.text), plain(complaint)
    if not isinstance(screen, Menu):
        return pages(text, NO_LABELS, NO_WAYS, SMS, complaint)
    labels = [plain(option.label) for option in screen.options]
    drawn = pages(text, labels, NO_WAYS, SMS, complaint)
    if not any(labels):
        return drawn
    # Translators: in an SMS, between a text and what can be chosen by sending its number back.
    told = pages("\n".join(filter(None, (text, _("Answer with a number:")))), labels, NO_WAYS, SMS, complaint)
    # A comfort: it never costs a segment.
    return told if len(told) == len(drawn) and _cost(told[0]) == _cost(drawn[0]) and fits(told[0], SMS) else drawn


def _cost(text: str) -> int:
    return segments(text + CODE_LINE)


def plain(text: str) -> str:
    """Latin letters within GSM-7: one mark of a name or one curled quote would make 160 letters 70. Other scripts stay as they are."""
    if is_gsm7(text) or _other_script(text):
        return text
    return "".join(letter if is_gsm7(letter) else _bare(letter) for letter in text.translate(STRAIGHT))


def _bare(letter: str) -> str:
    """The letter without its marks, where that is within GSM-7."""
    bare = "".join(part for part in normalize("NFKD", letter) if not combining(part))
    return bare if bare and is_gsm7(bare) else letter
