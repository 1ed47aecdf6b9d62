"""What a member sees of himself: who he is, his book, his hospital and his family."""

from __future__ import annotations

from datetime import date, datetime

from backend_client.book import Book, Membership
from backend_client.calls import Calls
from backend_client.hospitals import Family, HospitalEntitlement
from backend_client.shapes import MemberClass, Name, Sex, Shape


class Member(Shape, frozen=True, kw_only=True):
    """`name`, `member_no`, `sex` and `birth_date` only at L2; `memberships` newest first."""

    as_of: datetime
    member_ref: str
    masked_name: Name
    masked_member_no: str
    name: Name | None = None
    member_no: str | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    classes: tuple[MemberClass, ...]
    memberships: tuple[Membership, ...]


class Members:
    """The caller's own record."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def me(self) -> Member:
        """Masked below L2."""
        return self._calls.read(Member, "/me")

    def book(self) -> Book:
        """At L2."""
        return self._calls.read(Book, "/me/book")

    def hospital(self) -> HospitalEntitlement:
        """At L1. Raises Refused: no_entitlement{reason}, coverage_ended{ended_on}."""
        return self._calls.read(HospitalEntitlement, "/me/hospital-entitlement")

    def family(self) -> Family:
        """At L1; at L2 when several members share the number."""
        return self._calls.read(Family, "/me/family")
