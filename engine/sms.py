"""A screen as SMS: as few as it takes and three at most, the rest behind 9. Back and menu work as when dialled, and are not written out."""

from __future__ import annotations

from typing import Final

from engine.encoding import SMS, fits, segments
from engine.layout import Controls, pages
from engine.screens import Menu, Screen
from engine.text import _

NO_LABELS: Final[tuple[str, ...]] = ()
NO_WAYS: Final = Controls()


def texts(screen: Screen, complaint: str = "") -> tuple[str, ...]:
    """The pages of a screen, each to be sent as one text."""
    if not isinstance(screen, Menu):
        return pages(screen.text, NO_LABELS, NO_WAYS, SMS, complaint)
    labels = [option.label for option in screen.options]
    drawn = pages(screen.text, labels, NO_WAYS, SMS, complaint)
    if not any(labels):
        return drawn
    # Translators: in an SMS, between a text and what can be chosen by sending its number back.
    told = pages("\n".join(filter(None, (screen.text, _("Answer with a number:")))), labels, NO_WAYS, SMS, complaint)
    # A comfort: it never costs a segment.
    return told if len(told) == len(drawn) and segments(told[0]) == segments(drawn[0]) and fits(told[0], SMS) else drawn
