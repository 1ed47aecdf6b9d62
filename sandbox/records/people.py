"""Persons: who is on a number, what class they are of now, who is in whose family."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.reference_tables import EmployerContact
from sandbox.tables import FamilyLink, LifeEvent, Membership, Person, PhoneBinding


def bound_to(sql: Session, msisdn: str) -> list[tuple[PhoneBinding, Person]]:
    """The members a number speaks for. Restricted and dead ones are as if they had never been recorded."""
    rows = sql.execute(
        select(PhoneBinding, Person)
        .join(Person, Person.id == PhoneBinding.person_id)
        .where(PhoneBinding.msisdn == msisdn, PhoneBinding.state == "active", Person.restricted.is_(False), Person.died_on.is_(None))
        .order_by(PhoneBinding.id)
    )
    return [(binding, person) for binding, person in rows]


def is_employer_contact(sql: Session, msisdn: str) -> bool:
    return sql.scalar(select(EmployerContact.employer_id).where(EmployerContact.msisdn == msisdn).limit(1)) is not None


def memberships(sql: Session, person_id: int) -> Sequence[Membership]:
    """Newest first."""
    wanted = select(Membership).where(Membership.person_id == person_id)
    return sql.scalars(wanted.order_by(Membership.since.desc(), Membership.id.desc())).all()


def current(rows: Sequence[Membership]) -> list[Membership]:
    """Those that run; when all have ended, the last one, whose class the person keeps."""
    return [row for row in rows if row.state != "ended"] or list(rows[:1])


def classes(sql: Session, person: Person) -> list[str]:
    found = list(dict.fromkeys(row.member_class for row in current(memberships(sql, person.id))))
    return found or (["dependant"] if heads(sql, person.id) else ["none"])


def state(sql: Session, person: Person) -> str:
    rows = current(memberships(sql, person.id))
    return rows[0].state if rows else "active"


def main_membership(sql: Session, person_id: int) -> Membership | None:
    """The one whose rules apply; a dependant's membership asks for nothing and comes last."""
    rows = sorted(current(memberships(sql, person_id)), key=lambda row: (row.member_class == "dependant", row.state != "active"))
    return rows[0] if rows else None


def family(sql: Session, head_id: int) -> list[tuple[FamilyLink, Person]]:
    rows = sql.execute(
        select(FamilyLink, Person)
        .join(Person, Person.id == FamilyLink.member_id)
        .where(FamilyLink.head_id == head_id, Person.restricted.is_(False), Person.died_on.is_(None))
        .order_by(FamilyLink.id)
    )
    return [(link, person) for link, person in rows]


def heads(sql: Session, member_id: int) -> list[tuple[FamilyLink, Person]]:
    rows = sql.execute(select(FamilyLink, Person).join(Person, Person.id == FamilyLink.head_id).where(FamilyLink.member_id == member_id))
    return [(link, person) for link, person in rows]


def by_number(sql: Session, member_no: str) -> Person | None:
    return sql.scalar(select(Person).where(Person.member_no == member_no))


def events(sql: Session, person_id: int) -> Sequence[LifeEvent]:
    return sql.scalars(select(LifeEvent).where(LifeEvent.person_id == person_id).order_by(LifeEvent.day)).all()


def phones(sql: Session, person_id: int) -> Sequence[str]:
    return sql.scalars(select(PhoneBinding.msisdn).where(PhoneBinding.person_id == person_id, PhoneBinding.state == "active")).all()


def is_running(link: FamilyLink, today: date) -> bool:
    return link.until is None or today <= link.until


def stand_in(sql: Session) -> Person:
    """Somebody with a family, for work whose only purpose is to take its time."""
    return sql.scalars(select(Person).join(FamilyLink, FamilyLink.head_id == Person.id).order_by(Person.id).limit(1)).one()
