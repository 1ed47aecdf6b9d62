"""Whether an SMS came from here, by the code under it; so seldom for one number that guessing leads nowhere."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Final

from backend_client.errors import Refused
from channels.wire import Away, Refusal, Wire
from engine.call import VIENTIANE
from engine.codes import sent_on

PER_DAY: Final = 5
DAY_SECONDS: Final = 24 * 3600


class Genuine:
    """Asked with the number that calls and the code it typed. key: as the senders of SMS have it."""

    def __init__(self, wire: Wire, key: bytes) -> None:
        self._wire = wire
        self._key = key

    def __call__(self, msisdn: str, code: str) -> date | None:
        """The day on which it was sent to this very number. Raises Refused: rate_limited."""
        today = datetime.fromtimestamp(time.time(), UTC).astimezone(VIENTIANE).date()
        if self._asked(msisdn, today) > PER_DAY:
            raise Refused("rate_limited")
        return sent_on(self._key, msisdn, code, today)

    def _asked(self, msisdn: str, today: date) -> int:
        """How often today. A store that is away limits nobody: a code is known to who holds the phone alone."""
        name = b"g:" + blake2b(f"{msisdn}\0{today}".encode(), key=self._key, digest_size=16).hexdigest().encode()
        try:
            asked, _kept = self._wire.trip((b"INCR", name), (b"EXPIRE", name, DAY_SECONDS))
        except Away:
            return 0
        return 0 if isinstance(asked, Refusal) else int(asked)
