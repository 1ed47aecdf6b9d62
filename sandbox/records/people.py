"""Persons: who is on a number, what class they are of now, who is in whose family."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, lazyload
from sqlalchemy.orm.util import identity_key

from sandbox.reference_tables import EmployerContact, table_of
from sandbox.tables import FamilyLink, LifeEvent, Membership, Person, PhoneBinding

# What every call asks is put together once, here: SQLAlchemy takes longer over that than SQLite over the answer.
_BOUND_TO = (
    select(PhoneBinding, Person)
    .join(Person, Person.id == PhoneBinding.person_id)
    .where(PhoneBinding.msisdn == bindparam("msisdn"), PhoneBinding.state == "active")
    .where(Person.restricted.is_(False), Person.died_on.is_(None))
    .order_by(PhoneBinding.id)
    # Few calls show the hospital; those that do read it then.
    .options(lazyload(Person.hospital))
)
_CONTACT = select(table_of(EmployerContact).c.employer_id).where(table_of(EmployerContact).c.msisdn == bindparam("msisdn")).limit(1)
_MEMBERSHIPS = (
    select(Membership)
    .where(Membership.person_id == bindparam("person_id"))
    .order_by(Membership.since.desc(), Membership.id.desc())
    .options(lazyload(Membership.employer))
)
_PERSON = select(Person).where(Person.id == bindparam("person_id")).options(lazyload(Person.hospital))
_BY_NUMBER = select(Person).where(Person.member_no == bindparam("member_no"))
_PHONES = select(table_of(PhoneBinding).c.msisdn).where(
    table_of(PhoneBinding).c.person_id == bindparam("person_id"), table_of(PhoneBinding).c.state == "active"
)


def bound_to(sql: Session, msisdn: str) -> list[tuple[PhoneBinding, Person]]:
    """The members a number speaks for. Restricted and dead ones are as if they had never been recorded."""
    return [(binding, person) for binding, person in sql.execute(_BOUND_TO, {"msisdn": msisdn})]


def is_employer_contact(sql: Session, msisdn: str) -> bool:
    return sql.connection().execute(_CONTACT, {"msisdn": msisdn}).scalar() is not None


def memberships(sql: Session, person_id: int) -> Sequence[Membership]:
    """Newest first. Read once in each transaction: a call asks for them up to six times, and nobody adds one meanwhile."""
    known: dict[int, Sequence[Membership]] = sql.info.setdefault("memberships", {})
    if person_id not in known:
        known[person_id] = sql.scalars(_MEMBERSHIPS, {"person_id": person_id}).all()
    return known[person_id]


def current(rows: Sequence[Membership]) -> list[Membership]:
    """Those that run; when all have ended, the last one, whose class the person keeps."""
    return [row for row in rows if row.state != "ended"] or list(rows[:1])


def standing(sql: Session, person: Person) -> tuple[list[str], str]:
    """The classes, and the state of the newest membership that runs."""
    rows = current(memberships(sql, person.id))
    found = list(dict.fromkeys(row.member_class for row in rows))
    return found or (["dependant"] if heads(sql, person.id) else ["none"]), rows[0].state if rows else "active"


def classes(sql: Session, person: Person) -> list[str]:
    return standing(sql, person)[0]


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


def one(sql: Session, person_id: int) -> Person | None:
    """Without another look at who was read in this transaction."""
    known: Person | None = sql.identity_map.get(identity_key(Person, person_id))
    return known or sql.scalar(_PERSON, {"person_id": person_id})


def by_number(sql: Session, member_no: str) -> Person | None:
    return sql.scalar(_BY_NUMBER, {"member_no": member_no})


def events(sql: Session, person_id: int) -> Sequence[LifeEvent]:
    return sql.scalars(select(LifeEvent).where(LifeEvent.person_id == person_id).order_by(LifeEvent.day)).all()


def phones(sql: Session, person_id: int) -> Sequence[str]:
    sql.flush()
    return sql.connection().execute(_PHONES, {"person_id": person_id}).scalars().all()


def is_running(link: FamilyLink, today: date) -> bool:
    return link.until is None or today <= link.until


def stand_in(sql: Session) -> Person:
    """Somebody with a family, for work whose only purpose is to take its time."""
    return sql.scalars(select(Person).join(FamilyLink, FamilyLink.head_id == Person.id).order_by(Person.id).limit(1)).one()
