"""What is saved for old age, where the scheme keeps an account."""

from __future__ import annotations

from datetime import date, datetime

from backend_client.calls import Calls
from backend_client.shapes import Money, Shape


class OldAgeBalance(Shape, frozen=True, kw_only=True):
    """`statement_on`: the day the balance was struck."""

    as_of: datetime
    balance: Money
    statement_on: date


class Balance:
    """The caller's accounts; at L2."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def old_age(self) -> OldAgeBalance:
        """Raises Refused: capability_unavailable in a scheme without accounts."""
        return self._calls.read(OldAgeBalance, "/me/old-age-balance")
