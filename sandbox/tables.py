"""What the institution holds of its members: persons, phones, memberships, months, claims.

`sandbox/seed.py` fills these: `seed(session, hash_pin)`, where `hash_pin` turns a PIN into what `pin_hash` keeps.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from sandbox.reference_tables import Base, Employer, Hospital, Province


class Person(Base):
    """A member, or a family member without a phone. `restricted` persons answer as if they were unknown."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    member_ref: Mapped[str] = mapped_column(String(40), unique=True)
    member_no: Mapped[str] = mapped_column(String(9), unique=True)
    name_lo: Mapped[str | None]
    name_latin: Mapped[str | None]
    sex: Mapped[str] = mapped_column(String(6))
    birth_date: Mapped[date]
    nationality: Mapped[str] = mapped_column(String(2), default="LA")
    id_kind: Mapped[str | None]
    id_number: Mapped[str | None]
    village_lo: Mapped[str | None]
    village_latin: Mapped[str | None]
    district_lo: Mapped[str | None]
    district_latin: Mapped[str | None]
    province_code: Mapped[str | None] = mapped_column(ForeignKey("province.code"))
    profile: Mapped[str] = mapped_column(String(2), default="la")
    restricted: Mapped[bool] = mapped_column(default=False)
    died_on: Mapped[date | None]
    hospital_id: Mapped[str | None] = mapped_column(ForeignKey("hospital.id"))
    hospital_from: Mapped[date | None]
    old_age_balance: Mapped[str | None]
    old_age_statement_on: Mapped[date | None]
    pin_hash: Mapped[str | None]
    pin_tries: Mapped[int] = mapped_column(default=0)
    pin_locked_until: Mapped[datetime | None]
    language: Mapped[str | None]
    script: Mapped[str | None]
    reminders: Mapped[bool] = mapped_column(default=True)
    discreet: Mapped[bool] = mapped_column(default=False)
    public_lookup: Mapped[bool] = mapped_column(default=True)
    sms_amounts: Mapped[bool] = mapped_column(default=False)
    hospital: Mapped[Hospital | None] = relationship(lazy="joined")
    province: Mapped[Province | None] = relationship(lazy="select")


class PhoneBinding(Base):
    """A number recorded for a member. state: active, blocked, or recycled once the operator gave it to somebody else."""

    __tablename__ = "phone_binding"
    __table_args__ = (UniqueConstraint("msisdn", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    msisdn: Mapped[str] = mapped_column(String(20), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="active")
    since: Mapped[date]
    sim_changed_at: Mapped[datetime | None]


class Membership(Base):
    """state: active, pending, suspended, ended. `until` is the last day; the scheme and section are those of the rules."""

    __tablename__ = "membership"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    member_class: Mapped[str] = mapped_column(String(20))
    scheme: Mapped[str] = mapped_column(String(40))
    section: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(20), default="active")
    since: Mapped[date]
    until: Mapped[date | None]
    employer_id: Mapped[str | None] = mapped_column(ForeignKey("employer.id"))
    # What a voluntary member pays each month, whole units of the profile's currency.
    monthly_amount: Mapped[str | None]
    employer: Mapped[Employer | None] = relationship(lazy="joined")


class FamilyLink(Base):
    """`relation` is what the member is to the head: spouse, child, parent, other. `until` is the last covered day."""

    __tablename__ = "family_link"
    __table_args__ = (UniqueConstraint("head_id", "member_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    head_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    relation: Mapped[str] = mapped_column(String(20))
    until: Mapped[date | None]
    ends_because: Mapped[str | None]


class Contribution(Base):
    """One payer's part of one month; two jobs are two rows. state: as ContributionState of the contract."""

    __tablename__ = "contribution"
    __table_args__ = (Index("ix_contribution_person_period", "person_id", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    period: Mapped[str] = mapped_column(String(7))
    member_class: Mapped[str] = mapped_column(String(20))
    scheme: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20), default="posted")
    employer_id: Mapped[str | None] = mapped_column(ForeignKey("employer.id"))
    wage: Mapped[str | None]
    amount: Mapped[str | None]
    paid_on: Mapped[date | None]
    posted_on: Mapped[date | None]
    employer: Mapped[Employer | None] = relationship(lazy="joined")


class LifeEvent(Base):
    """What happened and when, in the words of the rules (`event_required`): laid_off, resigned, birth, ..."""

    __tablename__ = "life_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    day: Mapped[date]


class Claim(Base):
    """`person_id` is who filed and reads it; `about_id` whom it is for when that is somebody else."""

    __tablename__ = "claim"
    ref: Mapped[str] = mapped_column(String(10), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    type: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20))
    amount: Mapped[str | None]
    filed_on: Mapped[date]
    decided_on: Mapped[date | None]
    pay_on: Mapped[date | None]
    paid_on: Mapped[date | None]
    # When it moved last, where that is no day of a decision or a payment.
    changed_on: Mapped[date | None]
    next_step: Mapped[str] = mapped_column(String(20))
    documents: Mapped[list[str]] = mapped_column(default=list)
    rejected_because: Mapped[str | None]
    appeal_until: Mapped[date | None]
