"""My book: the seven groups of what the institution holds on a member."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from backend_client.benefits import BenefitState
from backend_client.hospitals import Hospital
from backend_client.shapes import MemberClass, MembershipState, Name, Relation, Sex, Shape


class Membership(Shape, frozen=True, kw_only=True):
    """`scheme`: code of a contribution scheme; `section` where the scheme has any; `employer` only at L2."""

    member_class: MemberClass = msgspec.field(name="class")
    scheme: str
    section: str | None = None
    state: MembershipState
    since: date
    until: date | None = None
    employer: Name | None = None


class IdDocument(Shape, frozen=True, kw_only=True):
    """kind: id_card, family_book or passport."""

    kind: str
    masked_number: str


class Basic(Shape, frozen=True, kw_only=True):
    """Group 1. `nationality`: ISO 3166 alpha-2."""

    name: Name
    member_no: str
    sex: Sex
    birth_date: date
    nationality: str
    id_document: IdDocument | None = None


class ContactDetails(Shape, frozen=True, kw_only=True):
    """Group 2."""

    masked_msisdns: tuple[str, ...]
    village: Name | None = None
    district: Name | None = None
    province: Name | None = None


class HouseholdMember(Shape, frozen=True, kw_only=True):
    """Group 3, one row."""

    name: Name
    relation: Relation
    birth_date: date


class SocialInsurance(Shape, frozen=True, kw_only=True):
    """Group 4. `months_total` is None when the class may not see its months."""

    memberships: tuple[Membership, ...]
    months_total: int | None = None
    first_period: str | None = None
    last_period: str | None = None


class HealthInsurance(Shape, frozen=True, kw_only=True):
    """Group 5."""

    covered_today: bool
    valid_from: date | None = None
    valid_until: date | None = None
    hospital: Hospital | None = None


class UnemploymentInsurance(Shape, frozen=True, kw_only=True):
    """Group 6."""

    months_counted: int
    state: BenefitState


class Employer(Shape, frozen=True, kw_only=True):
    """Group 7."""

    name: Name
    since: date
    until: date | None = None


class Book(Shape, frozen=True, kw_only=True):
    """A group the scheme or the class does not have is None."""

    as_of: datetime
    basic: Basic
    contact: ContactDetails
    household: tuple[HouseholdMember, ...]
    social_insurance: SocialInsurance | None = None
    health_insurance: HealthInsurance | None = None
    unemployment_insurance: UnemploymentInsurance | None = None
    employer: Employer | None = None
