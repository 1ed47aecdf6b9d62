"""What the institution publishes, as read from reference.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from sandbox.data.reading import HERE, DataError, entries, read_yaml


class Name(Struct, frozen=True, forbid_unknown_fields=True):
    """In Lao and in Latin letters; at least one of the two."""

    lo: str | None = None
    latin: str | None = None

    def __post_init__(self) -> None:
        if not self.lo and not self.latin:
            raise ValueError("a name needs lo or latin")


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """A hospital or an office."""

    name: Name
    province: str
    district: Name
    phone: str
    contract_ended_on: date | None = None


class Contact(Struct, frozen=True, forbid_unknown_fields=True):
    name: Name
    phones: tuple[str, ...]
    shown: bool = True


class LocaleText(Struct, frozen=True, forbid_unknown_fields=True, rename={"lo_latn": "lo_Latn"}):
    lo: str
    en: str
    lo_latn: str | None = None


class Announcement(Struct, frozen=True, forbid_unknown_fields=True):
    published_on: date
    title: LocaleText
    body: LocaleText


class Reference(Struct, frozen=True):
    provinces: dict[str, Name]
    hospitals: dict[str, Place]
    offices: dict[str, Place]
    contacts: dict[str, Contact]
    employers: dict[str, Name]
    announcements: dict[str, Announcement]


def load_reference(path: Path = HERE / "reference.yaml") -> Reference:
    """Raises DataError."""
    raw = read_yaml(path)
    reference = Reference(
        provinces=entries(path, "provinces", raw, Name),
        hospitals=entries(path, "hospitals", raw, Place),
        offices=entries(path, "offices", raw, Place),
        contacts=entries(path, "contacts", raw, Contact),
        employers=entries(path, "employers", raw, Name),
        announcements=entries(path, "announcements", raw, Announcement),
    )
    for name, place in [*reference.hospitals.items(), *reference.offices.items()]:
        if place.province not in reference.provinces:
            raise DataError(f"{path.name}: {name}: unknown province {place.province}")
    return reference
