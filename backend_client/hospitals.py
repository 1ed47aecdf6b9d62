"""Hospitals, and what cover there means."""

from __future__ import annotations

from datetime import date, datetime

from backend_client.shapes import Name, Relation, Shape, Word


class Hospital(Shape, frozen=True, kw_only=True):
    """A hospital that treats members. `contracted`: whether its contract runs."""

    id: str
    name: Name
    province_code: str
    province: Name
    district: Name | None = None
    phone: str | None = None
    contracted: bool


class PublicHospital(Shape, frozen=True, kw_only=True):
    """What anyone may read of somebody else's hospital."""

    name: Name
    province: Name
    phone: str | None = None


class CoverState(Word):
    """TAIL_COVER: membership over, cover runs on. MUST_CHOOSE_AGAIN: covered, but the hospital lost its contract."""

    COVERED = "covered"
    TAIL_COVER = "tail_cover"
    NOT_YET = "not_yet"
    MUST_CHOOSE_AGAIN = "must_choose_again"
    OTHER = "other"


class Elsewhere(Shape, frozen=True, kw_only=True):
    """Treatment at another hospital: `code` emergency_only; `documents` for the refund."""

    code: str
    claim_within_days: int | None = None
    documents: tuple[str, ...]


class HospitalEntitlement(Shape, frozen=True, kw_only=True):
    """The five facts. `valid_until`: the last day, None while contributions go on. `pays`: what to expect at the own hospital."""

    as_of: datetime
    valid_today: bool
    state: CoverState
    valid_from: date
    valid_until: date | None = None
    hospital: Hospital
    contract_ended_on: date | None = None
    family_count: int
    elsewhere: Elsewhere
    bring: tuple[str, ...]
    pays: str


class FamilyMember(Shape, frozen=True, kw_only=True):
    """Covered with the member. `name` and `birth_date` only at L2. `ends_because`: age_limit or membership_ended."""

    member_ref: str
    masked_name: Name
    name: Name | None = None
    relation: Relation
    birth_date: date | None = None
    covered_today: bool
    valid_until: date | None = None
    ends_because: str | None = None
    hospital: Hospital | None = None


class Family(Shape, frozen=True, kw_only=True):
    """Everybody covered with the member."""

    as_of: datetime
    items: tuple[FamilyMember, ...]
