"""Puts our code under every text, so that who doubts it can ask."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from engine.call import VIENTIANE
from engine.codes import code_of, signed

# A number and a text: the text as it leaves.
Sign = Callable[[str, str], str]


def unsigned(_msisdn: str, text: str) -> str:
    """As it was written."""
    return text


class Coded:
    """key: as the service has it that is asked."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, msisdn: str, text: str) -> str:
        """The text as it leaves."""
        today = datetime.fromtimestamp(time.time(), UTC).astimezone(VIENTIANE).date()
        return signed(text, code_of(self._key, msisdn, today))
