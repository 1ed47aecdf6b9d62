"""Puts our code under every text, so that who doubts it can ask."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from engine.call import VIENTIANE
from engine.codes import code_of, signed


class Coded:
    """key: as the service has it that is asked."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, msisdn: str, text: str) -> str:
        """The text as it leaves."""
        today = datetime.fromtimestamp(time.time(), UTC).astimezone(VIENTIANE).date()
        return signed(text, code_of(self._key, msisdn, today))
