"""The files become rows: quickly, whole, and with PINs that verify under the pepper only."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sandbox.database import Database
from sandbox.policy.pins import Pins
from sandbox.reference_tables import Base, Contact, EmployerContact, Hospital, Persona
from sandbox.seed import load, seed
from sandbox.tables import Claim, Contribution, FamilyLink, Membership, Person, PhoneBinding

PINS = Pins("a pepper")
METADATA = Base.metadata


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('sql') / 'sandbox.sqlite3'}", 1)
    METADATA.create_all(database.engine)
    with database.transaction() as sql:
        seed(sql, PINS.hashed)
    yield database
    database.engine.dispose()


@pytest.fixture
def sql(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        yield session


def person(sql: Session, persona: str) -> Person:
    return sql.scalars(select(Person).join(Persona, Persona.member_no == Person.member_no).where(Persona.persona == persona)).one()


@pytest.mark.alone
def test_a_reset_takes_less_than_a_second_and_a_half(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'reset.sqlite3'}", 1)
    METADATA.create_all(database.engine)
    load.cache_clear()
    began = time.perf_counter()
    with database.transaction() as sql:
        seed(sql, PINS.hashed)
    database.engine.dispose()
    assert time.perf_counter() - began < 1.5


def test_a_pin_verifies_under_the_pepper_and_no_other(sql: Session) -> None:
    keo = person(sql, "P02")
    assert keo.pin_hash is not None
    assert keo.pin_hash.startswith("$argon2id$")
    assert PINS.matches(keo.pin_hash, "4071")
    assert not PINS.matches(keo.pin_hash, "4072")
    assert not Pins("another pepper").matches(keo.pin_hash, "4071")


def test_who_has_no_pin_has_none_and_who_is_locked_is_locked(sql: Session) -> None:
    assert [name for name in ("P13", "P25", "P36", "P38") if person(sql, name).pin_hash] == []
    locked = person(sql, "P33")
    assert (locked.pin_tries, locked.pin_locked_until is not None) == (5, True)


def test_p02_has_31_posted_months_with_what_was_paid_for_them(sql: Session) -> None:
    rows = sql.scalars(select(Contribution).where(Contribution.person_id == person(sql, "P02").id).order_by(Contribution.period)).all()
    assert len(rows) == 31
    # 11.5 % of 2,400,000, paid in the month after.
    last = rows[-1]
    assert (last.period, last.state, last.wage, last.amount) == ("2026-10", "posted", "2400000", "276000")
    assert (last.paid_on, last.posted_on) == (date(2026, 11, 10), date(2026, 11, 12))


@pytest.mark.parametrize(
    ("persona", "paid"),
    [
        ("P08", "108000"),
        ("P11", "405000"),
        ("P23", "517500"),
        ("P01", "643500"),
        ("P44a", "1000"),
        ("P44b", "1750"),
        ("P44c", "432"),
        ("P44d", "100"),
    ],
)
def test_each_scheme_pays_its_share_under_its_ceiling(sql: Session, persona: str, paid: str) -> None:
    wanted = select(Contribution.amount).where(Contribution.person_id == person(sql, persona).id, Contribution.period == "2026-10")
    assert sql.scalars(wanted).one() == paid


def test_p40_paid_yesterday_and_the_month_is_not_posted(sql: Session) -> None:
    wanted = select(Contribution).where(Contribution.person_id == person(sql, "P40").id, Contribution.period == "2026-11")
    row = sql.scalars(wanted).one()
    assert (row.state, row.paid_on, row.posted_on) == ("paid_not_posted", date(2026, 11, 21), None)


def test_numbers_are_bound_to_who_holds_them(sql: Session) -> None:
    bindings = {row.msisdn: row.state for row in sql.scalars(select(PhoneBinding))}
    assert (bindings["+8562010000002"], bindings["+8562010000034"], bindings["+8562010000131"]) == ("active", "recycled", "active")
    assert not {"+8562010000016", "+8562010000017", "+8562010000031", "+8562010000047"} & bindings.keys()
    shared = sql.scalar(select(func.count()).where(PhoneBinding.msisdn == "+8562010000014"))
    assert shared == 3
    assert {row.msisdn for row in sql.scalars(select(EmployerContact))} == {"+8562010000022", "+8562010000023"}


def test_families_are_linked_and_children_age_out_on_the_day_before_their_birthday(sql: Session) -> None:
    links = sql.scalars(select(FamilyLink).where(FamilyLink.head_id == person(sql, "P01").id).order_by(FamilyLink.id)).all()
    assert [link.relation for link in links] == ["spouse", "child", "child"]
    child = sql.scalars(select(FamilyLink).where(FamilyLink.member_id == person(sql, "P13").id)).one()
    assert (child.until, child.ends_because) == (date(2026, 12, 14), "age_limit")
    assert all(
        sql.scalars(select(Membership).where(Membership.person_id == link.member_id)).one().member_class == "dependant" for link in links
    )


def test_claims_say_what_comes_next(sql: Session) -> None:
    claims = {row.state: row for row in sql.scalars(select(Claim).where(Claim.type.in_(["sickness", "birth", "death"])))}
    assert (claims["approved"].amount, claims["approved"].pay_on) == ("1240000", date(2026, 11, 28))
    assert (claims["rejected"].rejected_because, claims["rejected"].next_step) == ("too_few_months", "appeal")
    assert claims["need_documents"].about_id == person(sql, "P25").id


def test_what_the_institution_publishes_is_there(sql: Session) -> None:
    assert [contact.code for contact in sql.scalars(select(Contact).order_by(Contact.position))] == [
        "data_it_division",
        "registration_contributions_division",
    ]
    assert len(sql.scalars(select(Hospital)).all()) == 8
    assert person(sql, "P24").restricted
    assert person(sql, "P39").hospital_id == "H08"


def test_member_references_are_chance_and_new_with_each_reset(sql: Session, tmp_path: Path) -> None:
    other = Database(f"sqlite:///{tmp_path / 'other.sqlite3'}", 1)
    METADATA.create_all(other.engine)
    with other.transaction() as second:
        seed(second, PINS.hashed)
        assert person(second, "P02").member_ref != person(sql, "P02").member_ref
    other.engine.dispose()
