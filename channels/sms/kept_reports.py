"""Delivery reports and opt-outs, kept sealed in Redis until somebody reads them."""

from __future__ import annotations

from typing import Final

import msgspec

from channels.sms.inbound import DeliveryReport
from channels.wire import Away, Refusal, Wire
from seal import Seal

REPORTS: Final = b"sms:reports"
OPTOUTS: Final = b"sms:optouts"
KEPT_SECONDS: Final = 7 * 24 * 3600
# A list nobody reads must not fill the store.
MOST: Final = 100_000

encode: Final = msgspec.msgpack.Encoder().encode


class KeptReports:
    """Two lists, the newest last. Raises Away, and the gateway then brings it again."""

    def __init__(self, wire: Wire, seal: Seal) -> None:
        self._wire = wire
        self._seal = seal

    def report(self, report: DeliveryReport) -> None:
        """What became of a message of ours."""
        self._push(REPORTS, encode(report))

    def optout(self, msisdn: str) -> None:
        """Somebody told the gateway to stop."""
        self._push(OPTOUTS, msisdn.encode())

    def _push(self, name: bytes, plain: bytes) -> None:
        blob = self._seal.close(name, plain)
        answers = self._wire.trip((b"RPUSH", name, blob), (b"LTRIM", name, -MOST, -1), (b"EXPIRE", name, KEPT_SECONDS))
        if any(isinstance(answer, Refusal) for answer in answers):
            raise Away("refused")
