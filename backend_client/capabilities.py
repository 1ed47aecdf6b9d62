"""What this backend can do; a menu hides the rest."""

from __future__ import annotations

from datetime import datetime

from backend_client.shapes import Shape


class Features(Shape, frozen=True, kw_only=True):
    """One switch for each feature; false for what the backend does not name."""

    contributions: bool = False
    contribution_gaps: bool = False
    benefits: bool = False
    what_if: bool = False
    claims: bool = False
    old_age_balance: bool = False
    book: bool = False
    phone_registration: bool = False
    pin: bool = False
    otp: bool = False
    preferences: bool = False
    access_log: bool = False
    lookup: bool = False
    cases: bool = False
    announcements: bool = False
    payments: bool = False
    hospital_change: bool = False
    certificates: bool = False
    cover_codes: bool = False
    employer: bool = False
    hotline: bool = False

    def names(self) -> tuple[str, ...]:
        """The features that are there, by name."""
        return tuple(name for name in self.__struct_fields__ if getattr(self, name))


class Capabilities(Shape, frozen=True, kw_only=True):
    """`profile`: the country whose rules apply unless a membership says otherwise (la, th, vn)."""

    as_of: datetime
    profile: str
    features: Features
    civil_servant_benefits: bool
