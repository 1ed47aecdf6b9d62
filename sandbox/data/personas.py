"""The pretend people, as read from personas.yaml."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from sandbox.data.history import MonthPart, expand
from sandbox.data.reading import HERE, entry, read_yaml
from sandbox.data.reference import Name

SCHEMES = {"civil_servant": "la_state", "employee": "la_enterprise", "voluntary": "la_voluntary"}
PIN = "4071"

MemberNo = Annotated[str, Meta(pattern=r"^90\d{7}$")]
Msisdn = Annotated[str, Meta(pattern=r"^\+8562010\d{6}$")]
MsisdnOrNone = Annotated[str, Meta(pattern=r"^(none|\+8562010\d{6})?$")]
Sex = Literal["female", "male"]


class Readable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every entry refuses a field it does not know: a slip of the pen is found when the file is read."""


class Document(Readable, frozen=True):
    kind: Literal["id_card", "family_book", "passport"]
    number: str


class Home(Readable, frozen=True):
    province: str
    district: Name
    village: Name


class ChosenHospital(Readable, frozen=True, rename={"since": "from"}):
    id: str
    since: date


class Membership(Readable, frozen=True, rename={"member_class": "class", "since": "from"}):
    member_class: Literal["civil_servant", "employee", "voluntary", "dependant", "pensioner"]
    since: date
    until: date | None = None
    state: Literal["active", "pending", "suspended", "ended"] = "active"
    scheme: str = ""
    employer: str | None = None
    pays: str | None = None
    months: tuple[str, ...] = ()

    @property
    def scheme_code(self) -> str:
        return self.scheme or SCHEMES[self.member_class]

    def parts(self) -> list[MonthPart]:
        return expand(self.months, self.employer)


class Relative(Readable, frozen=True, rename={"relation": "as"}):
    """Another persona, or a person described here."""

    relation: Literal["spouse", "child", "parent", "other"]
    persona: str | None = None
    name: Name | None = None
    sex: Sex | None = None
    born: date | None = None
    member: MemberNo | None = None
    until: date | None = None
    ends_because: Literal["age_limit", "membership_ended"] | None = None

    def __post_init__(self) -> None:
        described = None not in {self.name, self.sex, self.born, self.member}
        if described == (self.persona is not None):
            raise ValueError("a relative is either another persona, or has name, sex, born and member")


class Claim(Readable, frozen=True, rename={"filed_on": "filed", "decided_on": "decided", "next_step": "next"}):
    ref: str
    type: str
    state: Literal["received", "in_review", "need_documents", "approved", "paid", "rejected", "appealed"]
    filed_on: date
    next_step: str
    about: str | None = None
    amount: str | None = None
    decided_on: date | None = None
    pay_on: date | None = None
    paid_on: date | None = None
    documents: tuple[str, ...] = ()
    rejected_because: str | None = None
    appeal_until: date | None = None


class Happened(Readable, frozen=True):
    kind: str
    day: date


class Balance(Readable, frozen=True):
    amount: str
    as_of: date


class Persona(Readable, frozen=True, rename={"purpose": "for"}):
    """`phone` is the SIM in the hand, `on_file` the number the institution has when that is another one."""

    purpose: str
    name: Name
    sex: Sex | None = None
    born: date | None = None
    member: MemberNo | None = None
    profile: Literal["la", "th"] = "la"
    nationality: str = "LA"
    id: Document | None = None
    lives: Home | None = None
    phone: MsisdnOrNone = ""
    on_file: Msisdn | None = None
    phone_recycled: bool = False
    sim_changed_at: datetime | None = None
    pin: str = PIN
    pin_locked_until: datetime | None = None
    language: Literal["lo", "en", "hmn", "kjg", "th", "vi", "none"] = "lo"
    script: Literal["Laoo", "Latn", "Thai"] = "Laoo"
    discreet: bool = False
    public_lookup: bool = True
    restricted: bool = False
    died: date | None = None
    speaks_for: str | None = None
    hospital: ChosenHospital | None = None
    memberships: tuple[Membership, ...] = ()
    family: tuple[Relative, ...] = ()
    events: tuple[Happened, ...] = ()
    claims: tuple[Claim, ...] = ()
    old_age_balance: Balance | None = None

    def __post_init__(self) -> None:
        if self.member is not None and (self.sex is None or self.born is None or not self.memberships):
            raise ValueError("a member needs sex, born and memberships")


def load_personas(path: Path = HERE / "personas.yaml") -> dict[str, Persona]:
    """By their id, P01 first; raises DataError."""
    return {name: entry(f"{path.name}: {name}", raw, Persona) for name, raw in read_yaml(path).items()}
