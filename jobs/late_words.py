"""What is said by SMS of an answer that came too late for the screen, or of a missed call, where the answer itself may not be said."""

from __future__ import annotations

from engine.text import _


def ready(dial: str) -> str:
    """It can be looked up now."""
    # Translators: a question that took long can now be answered; what it was about is not said.
    return _("LSSO: your answer is ready. Dial %(dial)s", dial=dial)


def did_not_come(dial: str) -> str:
    """It was promised, and cannot be had."""
    return _("LSSO: we could not get your answer. Please dial %(dial)s again.", dial=dial)


def discreet(code: str) -> str:
    """For who shares a phone."""
    return _("LSSO: you have a message. Dial %(code)s", code=code)


def by_dialling(dial: str) -> str:
    """Whoever rang finds her months there."""
    # Translators: the answer to a missed call where the months themselves may not be told by SMS.
    return _("LSSO: for the months paid dial %(dial)s", dial=dial)
