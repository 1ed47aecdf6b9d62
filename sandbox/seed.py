"""Fills the tables with the pretend people and what the institution publishes; quick enough for a reset before each test."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from msgspec import Struct
from sqlalchemy import insert
from sqlalchemy.orm import Session

from sandbox import reference_tables
from sandbox.data.check import check
from sandbox.data.people import people_rows
from sandbox.data.person_rows import names
from sandbox.data.personas import Persona, load_personas
from sandbox.data.reference import Place, Reference, load_reference
from sandbox.reference_tables import Announcement, Contact, Employer, EmployerContact, Hospital, Office, Province
from sandbox.rules.profile import Profile, load_profiles
from sandbox.tables import Claim, Contribution, FamilyLink, LifeEvent, Membership, Person, PhoneBinding

# Each table after those it points at.
ORDER: tuple[type, ...] = (
    Province, Hospital, Office, Contact, Announcement, Employer, EmployerContact, reference_tables.Persona,
    Person, PhoneBinding, Membership, FamilyLink, Contribution, LifeEvent, Claim,
)  # fmt: skip


class SeedData(Struct, frozen=True):
    reference: Reference
    personas: dict[str, Persona]
    profiles: dict[str, Profile]


@cache
def load() -> SeedData:
    """The data files, read and checked once for the process; raises DataError."""
    data = SeedData(reference=load_reference(), personas=load_personas(), profiles=load_profiles())
    check(data.personas, data.reference, data.profiles)
    return data


def seed(session: Session, hash_pin: Callable[[str], str]) -> None:
    """Into empty tables, in the caller's transaction."""
    data = load()
    # Nearly everybody has the same PIN and hashing is slow on purpose: one salted hash serves all who share it.
    # Members who set a PIN of their own get a salt of their own.
    rows = people_rows(data.personas, data.profiles, cache(hash_pin)) | reference_rows(data.reference)
    for table in ORDER:
        _insert(session, table, rows[table])


def _insert(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    # Rows that name other columns go separately: SQLAlchemy takes the columns of all from the first.
    kinds: dict[frozenset[str], list[dict[str, Any]]] = {}
    for row in rows:
        kinds.setdefault(frozenset(row), []).append(row)
    for alike in kinds.values():
        session.execute(insert(table.__table__), alike)


def reference_rows(reference: Reference) -> dict[type, list[dict[str, Any]]]:
    return {
        Province: [{"code": code, **names("name", name)} for code, name in reference.provinces.items()],
        Hospital: [_place(name, place) | {"contract_ended_on": place.contract_ended_on} for name, place in reference.hospitals.items()],
        Office: [_place(name, place) for name, place in reference.offices.items()],
        Employer: [{"id": number, **names("name", name)} for number, name in reference.employers.items()],
        Contact: [
            {"code": code, "position": position, **names("name", contact.name), "phones": list(contact.phones)}
            for position, (code, contact) in enumerate(reference.contacts.items())
            if contact.shown
        ],
        Announcement: [
            {
                "id": name,
                "published_on": text.published_on,
                **{f"title_{locale}": getattr(text.title, locale) for locale in ("lo", "en", "lo_latn")},
                **{f"body_{locale}": getattr(text.body, locale) for locale in ("lo", "en", "lo_latn")},
            }
            for name, text in reference.announcements.items()
        ],
    }


def _place(identifier: str, place: Place) -> dict[str, Any]:
    return {
        "id": identifier,
        **names("name", place.name),
        "province_code": place.province,
        **names("district", place.district),
        "phone": place.phone,
    }
