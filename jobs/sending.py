"""What a way out for SMS promises, whichever gateway it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class NotSent(Exception):
    """Why an SMS was not taken.

    final: trying again is of no use. may_have_gone: the gateway did not say, so the SMS may arrive all the same.
    number_at_fault: the gateway says that this number cannot be reached; any other would have been taken. account_at_fault: it takes
    nothing from us as things are, whatever the message; another gateway may.
    """

    def __init__(
        self,
        reason: str,
        *,
        final: bool = False,
        may_have_gone: bool = False,
        number_at_fault: bool = False,
        account_at_fault: bool = False,
    ) -> None:
        super().__init__(reason)
        self.final = final
        self.may_have_gone = may_have_gone
        self.number_at_fault = number_at_fault
        self.account_at_fault = account_at_fault


@dataclass(frozen=True, slots=True)
class Handed:
    """What the gateway gave for it. identifier: its own name for the SMS, "" when it gives none. cost: as it writes it."""

    identifier: str = ""
    cost: str = ""


class Way(Protocol):
    """One gateway. `name`: as in the settings and in its delivery reports."""

    @property
    def name(self) -> str:
        """A word."""

    def send(self, msisdn: str, text: str, reference: str) -> Handed:
        """reference: ours, opaque, for gateways that can carry it into their reports. Raises NotSent."""
