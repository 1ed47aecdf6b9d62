"""Names, hospitals and memberships as the contract writes them."""

from __future__ import annotations

from typing import Any

from sandbox.policy.masking import Name, masked_name, name, optional_name
from sandbox.reference_tables import Employer, Hospital, Province
from sandbox.tables import Membership, Person


def day(value: Any) -> str | None:
    return value.isoformat() if value else None


def full_name(person: Person) -> Name:
    return name(person.name_lo, person.name_latin)


def masked(person: Person) -> Name:
    return masked_name(person.name_lo, person.name_latin)


def employer_name(employer: Employer | None) -> Name | None:
    return name(employer.name_lo, employer.name_latin) if employer else None


def province_name(province: Province | None) -> Name | None:
    return name(province.name_lo, province.name_latin) if province else None


def hospital_view(hospital: Hospital | None, today: Any) -> dict[str, Any] | None:
    if hospital is None:
        return None
    return {
        "id": hospital.id,
        "name": name(hospital.name_lo, hospital.name_latin),
        "province_code": hospital.province_code,
        "province": province_name(hospital.province),
        "district": optional_name(hospital.district_lo, hospital.district_latin),
        "phone": hospital.phone,
        "contracted": hospital.contract_ended_on is None or today < hospital.contract_ended_on,
    }


def membership_view(row: Membership, *, whole: bool) -> dict[str, Any]:
    return {
        "class": row.member_class,
        "scheme": row.scheme,
        "section": row.section,
        "state": row.state,
        "since": day(row.since),
        "until": day(row.until),
        "employer": employer_name(row.employer) if whole else None,
    }


def money(value: str | None, currency: str) -> dict[str, str] | None:
    return None if value is None else {"value": value, "currency": currency}
