"""What the institution publishes: hospitals, offices, contacts, announcements; and who the pretend people are."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from sqlalchemy import JSON, ForeignKey, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from sandbox.moments import Moment


class Base(DeclarativeBase):
    type_annotation_map = {datetime: Moment, list[str]: JSON, str: String(200)}  # noqa: RUF012 - SQLAlchemy asks for a plain dict


def table_of(mapped: type[Base]) -> Table:
    """For statements that go past the session: they cost a quarter of its own, and it knows nothing of what they changed."""
    return cast(Table, mapped.__table__)


class Province(Base):
    __tablename__ = "province"
    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name_lo: Mapped[str | None]
    name_latin: Mapped[str | None]


class Hospital(Base):
    __tablename__ = "hospital"
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    name_lo: Mapped[str | None]
    name_latin: Mapped[str | None]
    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"))
    district_lo: Mapped[str | None]
    district_latin: Mapped[str | None]
    phone: Mapped[str | None]
    contract_ended_on: Mapped[date | None]
    province: Mapped[Province] = relationship(lazy="joined")


class Office(Base):
    __tablename__ = "office"
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    name_lo: Mapped[str | None]
    name_latin: Mapped[str | None]
    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"))
    district_lo: Mapped[str | None]
    district_latin: Mapped[str | None]
    phone: Mapped[str | None]
    province: Mapped[Province] = relationship(lazy="joined")


class Contact(Base):
    """Whom to ring; `position` is the order shown, `phones` are in E.164 or a short number."""

    __tablename__ = "contact"
    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    name_lo: Mapped[str | None]
    name_latin: Mapped[str | None]
    phones: Mapped[list[str]]


class Announcement(Base):
    __tablename__ = "announcement"
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    published_on: Mapped[date]
    title_lo: Mapped[str]
    title_en: Mapped[str]
    title_lo_latn: Mapped[str | None]
    body_lo: Mapped[str] = mapped_column(String(2000))
    body_en: Mapped[str] = mapped_column(String(2000))
    body_lo_latn: Mapped[str | None] = mapped_column(String(2000))


class Employer(Base):
    __tablename__ = "employer"
    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    name_lo: Mapped[str | None]
    name_latin: Mapped[str | None]


class EmployerContact(Base):
    """A number that speaks for an employer; it may also be a member's own (P23)."""

    __tablename__ = "employer_contact"
    msisdn: Mapped[str] = mapped_column(String(20), primary_key=True)
    employer_id: Mapped[str] = mapped_column(ForeignKey("employer.id"), primary_key=True)


class Persona(Base):
    """The pretend people themselves, for the phone page: also those who are no member."""

    __tablename__ = "persona"
    persona: Mapped[str] = mapped_column(String(4), primary_key=True)
    msisdn: Mapped[str | None] = mapped_column(String(20))
    name_lo: Mapped[str | None]
    name_latin: Mapped[str | None]
    classes: Mapped[list[str]]
    about: Mapped[str] = mapped_column(String(500))
    member_no: Mapped[str | None] = mapped_column(String(9))
    pin: Mapped[str | None]
