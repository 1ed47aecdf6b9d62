"""What the answers are made of: frozen shapes, open vocabularies, money and names."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

import msgspec


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A part of an answer. Unknown fields are ignored; what may be null has a default, so that a kept one still opens."""


class Word(StrEnum):
    """An open vocabulary of the contract. Each has OTHER: a word the backend learnt after this client was made."""

    @classmethod
    def _missing_(cls, _value: object) -> Self | None:
        return cls.__members__.get("OTHER")


class Money(Shape, frozen=True, kw_only=True):
    """An amount as sent: `value` in whole units for LAK."""

    value: str
    currency: str = "LAK"

    @property
    def whole(self) -> int:
        """Whole units, a fraction cut off."""
        return int(self.value.partition(".")[0])


class Name(Shape, frozen=True, kw_only=True):
    """A proper name in Lao and in Latin letters; at least one of the two is there."""

    lo: str | None = None
    latin: str | None = None

    def written(self, script: str) -> str:
        """In the script asked for (ISO 15924: Laoo, Latn) where it is known, otherwise in the other."""
        first, second = (self.lo, self.latin) if script == "Laoo" else (self.latin, self.lo)
        return first or second or ""


class Language(Word):
    """Languages a caller may choose."""

    LAO = "lo"
    ENGLISH = "en"
    HMONG = "hmn"
    KHMU = "kjg"
    THAI = "th"
    VIETNAMESE = "vi"
    OTHER = "other"


class Script(Word):
    """Scripts a caller may choose (ISO 15924)."""

    LAO = "Laoo"
    LATIN = "Latn"
    THAI = "Thai"
    OTHER = "other"


class Channel(Word):
    """The way somebody reached the institution."""

    USSD = "ussd"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    MESSENGER = "messenger"
    TELEGRAM = "telegram"
    LINE = "line"
    HOTLINE = "hotline"
    WEB = "web"
    OTHER = "other"


class Purpose(Word):
    """Why a record is read."""

    SELF_SERVICE = "self_service"
    THIRD_PARTY_LOOKUP = "third_party_lookup"
    PAYMENT = "payment"
    HOTLINE = "hotline"
    NOTIFICATION = "notification"
    OTHER = "other"


class MemberClass(Word):
    """Classes of the access matrix; NONE is anybody else."""

    CIVIL_SERVANT = "civil_servant"
    EMPLOYEE = "employee"
    VOLUNTARY = "voluntary"
    DEPENDANT = "dependant"
    PENSIONER = "pensioner"
    EMPLOYER = "employer"
    NONE = "none"
    OTHER = "other"


class MembershipState(Word):
    """PENDING has joined and is not yet entitled, SUSPENDED has stopped paying, ENDED is over."""

    ACTIVE = "active"
    PENDING = "pending"
    SUSPENDED = "suspended"
    ENDED = "ended"
    OTHER = "other"


class Sex(Word):
    """As recorded."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Relation(Word):
    """To the member."""

    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    OTHER = "other"
