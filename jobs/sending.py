"""What a way out for SMS promises, whichever gateway it is."""

from __future__ import annotations

from typing import Protocol


class NotSent(Exception):
    """final: trying again is of no use. may_have_gone: the gateway did not say, so the SMS may arrive all the same."""

    def __init__(self, reason: str, *, final: bool = False, may_have_gone: bool = False) -> None:
        super().__init__(reason)
        self.final = final
        self.may_have_gone = may_have_gone


class Sms(Protocol):
    """Hands one SMS to a gateway."""

    def send(self, msisdn: str, text: str) -> None:
        """Raises NotSent."""
