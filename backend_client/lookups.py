"""Anyone's hospital by exact member number, and nothing more."""

from __future__ import annotations

from datetime import datetime

from backend_client.calls import Calls
from backend_client.hospitals import PublicHospital
from backend_client.shapes import Name, Shape


class FamilyNumber(Shape, frozen=True, kw_only=True):
    """Family 1..n in no meaningful order: never a name, relation or birth date."""

    number: int
    entitled_today: bool
    hospital: PublicHospital | None = None


class EntitlementLookup(Shape, frozen=True, kw_only=True):
    """All that is shown of somebody else."""

    as_of: datetime
    masked_name: Name
    entitled_today: bool
    hospital: PublicHospital | None = None
    family: tuple[FamilyNumber, ...]


class Lookups:
    """Look-ups of others; each is counted against a daily limit and written to the member's access log."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def find(self, member_number: str) -> EntitlementLookup:
        """member_number: nine digits. Raises Refused: not_found for unknown, restricted and ended alike, rate_limited{scope}."""
        # Every arrival counts against the daily limit: never sent twice.
        return self._calls.post(EntitlementLookup, "/entitlement-lookups", {"member_no": member_number}, purpose="third_party_lookup")
