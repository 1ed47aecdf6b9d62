"""The pretend people are who they are said to be: each boundary to the month, no number that could ring anybody."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from sandbox.data.check import check
from sandbox.data.history import MonthPart, amount, expand
from sandbox.data.page import page
from sandbox.data.person_rows import pin, sim
from sandbox.data.personas import Persona, load_personas
from sandbox.data.reading import DataError
from sandbox.data.reference import load_reference
from sandbox.policy.pins import is_weak
from sandbox.policy.references import is_checked
from sandbox.rules.assess import assess
from sandbox.rules.changes import hospital_change
from sandbox.rules.insured import Assessment, Event, Insured, State
from sandbox.rules.months import PaidMonths, month_of
from sandbox.rules.profile import load_profiles

PERSONAS, REFERENCE, PROFILES = load_personas(), load_reference(), load_profiles()
TODAY = date(2026, 11, 22)
NOVEMBER = month_of(TODAY)
COUNTED = {"posted", "credited"}


def months(name: str) -> list[MonthPart]:
    return [part for membership in PERSONAS[name].memberships for part in membership.parts()]


def insured(name: str) -> Insured:
    persona = PERSONAS[name]
    newest = persona.memberships[0]
    return Insured(
        member_class=newest.member_class,
        scheme=newest.scheme_code,
        paid=PaidMonths.of((part.period, part.wage or Decimal()) for part in months(name) if part.state in COUNTED),
        born=persona.born,
        sex=persona.sex,
        events=tuple(Event(event.kind, event.day) for event in persona.events),
        ended_on=newest.until,
    )


def answer(name: str, benefit: str, today: date = TODAY) -> Assessment:
    return assess(PROFILES[PERSONAS[name].profile], benefit, insured(name), today)


def test_everybody_from_p01_to_p47_is_there() -> None:
    assert {name[:3] for name in PERSONAS} == {f"P{number:02}" for number in range(1, 48)}


BOUNDARIES = [
    ("P02", "unemployment", State.LIKELY, 24, 12),
    ("P02", "birth", State.LIKELY, 31, 9),
    ("P03", "sickness", State.NOT_YET, 2, 3),
    # 14 of 24 is enough, but the thirty days to register are over since ten.
    ("P05", "unemployment", State.UNKNOWN, 14, 12),
    ("P05", "sickness", State.LIKELY, 19, 3),
    ("P06", "birth", State.NOT_YET, 8, 9),
    ("P07", "birth", State.LIKELY, 9, 9),
    ("P10", "sickness", State.NOT_IN_SCHEME, None, None),
    ("P28", "birth", State.NOT_YET, 8, 9),
    ("P43a", "old_age", State.LIKELY, 23, 23),
    ("P43b", "old_age", State.LIKELY, 24, 23),
    ("P43c", "old_age", State.LIKELY, 25, 23),
    ("P44a", "unemployment", State.LIKELY, 15, 6),
    ("P44c", "unemployment", State.NOT_IN_SCHEME, None, None),
    ("P44d", "sickness", State.LIKELY, 4, 3),
]


@pytest.mark.parametrize(("name", "benefit", "state", "have", "need"), BOUNDARIES)
def test_a_boundary_persona_stands_on_its_boundary(name: str, benefit: str, state: State, have: int | None, need: int | None) -> None:
    found = answer(name, benefit)
    assert (found.state, found.have, found.need) == (state, have, need)


def test_p02_has_exactly_31_months() -> None:
    assert insured("P02").paid.through(NOVEMBER) == 31
    assert {part.state for part in months("P02")} == {"posted"}


def test_the_tail_of_p05_ends_six_months_after_the_job() -> None:
    assert answer("P05", "sickness").covered_until == date(2027, 4, 13)
    deadline = answer("P05", "unemployment").claim_deadline
    assert deadline is not None
    assert deadline.last_day == date(2026, 11, 12)


def test_the_pensions_of_p43_are_two_one_and_no_percent_short() -> None:
    assert [answer(f"P43{letter}", "old_age").reduction_percent for letter in "abc"] == [Decimal(2), Decimal(1), Decimal(0)]
    assert [insured(f"P43{letter}").paid.through(NOVEMBER) for letter in "abc"] == [287, 288, 300]


@pytest.mark.parametrize(("name", "laid_off", "resigned"), [("P44a", 5000, 3000), ("P44b", 8750, 5250)])
def test_the_wages_of_p44_pay_what_s97_says_under_the_ceiling_of_2026(name: str, laid_off: int, resigned: int) -> None:
    assert [payment.per_month for payment in answer(name, "unemployment").payments] == [Decimal(laid_off), Decimal(resigned)]


def test_p44_finds_the_window_of_the_hospital_closed_in_november_and_open_in_february() -> None:
    state = {day: hospital_change(PROFILES["th"], insured("P44a"), day).state for day in (TODAY, date(2026, 2, 10))}
    assert list(state.values()) == ["window_closed", "open"]


def test_p04_misses_three_months_and_p29_counts_may_once() -> None:
    assert [part.period for part in months("P04") if part.state == "missing"] == ["2025-11", "2025-12", "2026-01"]
    assert [part.employer for part in months("P29") if part.period == "2026-05"] == ["E01", "E05"]
    assert insured("P29").paid.through(NOVEMBER) == 22


def test_p13_comes_of_age_in_a_month() -> None:
    assert PERSONAS["P13"].born == date(2008, 12, 15)


def test_p42_has_a_lao_name_of_27_letters_with_marks_and_p35_has_none() -> None:
    name = PERSONAS["P42"].name.lo or ""
    assert sum(unicodedata.category(sign) == "Lo" for sign in name) == 27
    assert any(unicodedata.category(sign) == "Mn" for sign in name)
    assert PERSONAS["P35"].name.lo is None


def test_three_members_share_the_phone_of_p14_with_a_pin_each() -> None:
    family = [PERSONAS[f"P14{letter}"] for letter in "abc"]
    assert {sim(f"P14{letter}", persona) for letter, persona in zip("abc", family, strict=True)} == {"+8562010000014"}
    assert len({pin(persona) for persona in family}) == 3


def test_voluntary_members_pay_nine_percent_of_what_they_declare() -> None:
    for name, persona in PERSONAS.items():
        for membership in persona.memberships:
            if membership.scheme_code == "la_voluntary" and membership.pays:
                declared = {part.wage for part in membership.parts() if part.wage}
                assert declared == {amount(membership.pays) * 100 / 9}, name


def test_member_numbers_are_opaque_and_checked() -> None:
    numbers = [persona.member for persona in PERSONAS.values() if persona.member]
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("90") and len(number) == 9 and is_checked(number) for number in numbers)


def test_nobody_has_a_pin_that_would_be_refused() -> None:
    assert not [name for name, persona in PERSONAS.items() if is_weak(pin(persona) or "4071")]


def test_contacts_are_those_of_the_notice_and_the_hotline_is_off() -> None:
    contacts = REFERENCE.contacts
    assert contacts["data_it_division"].phones == ("+8562077982994",)
    assert contacts["registration_contributions_division"].phones == ("+85621243725", "+8562076092556", "+8562059641659")
    assert [code for code, contact in contacts.items() if not contact.shown] == ["hotline"]


def test_every_phone_that_is_not_the_notices_is_pretend() -> None:
    places = [*REFERENCE.hospitals.values(), *REFERENCE.offices.values()]
    phones = [place.phone for place in places] + [number for name, persona in PERSONAS.items() if (number := sim(name, persona))]
    assert all(number.startswith("+8562010") and len(number) == 14 for number in phones)


def test_the_page_of_personas_is_the_file_of_personas() -> None:
    shown = Path(__file__).parents[2] / "docs" / "personas.md"
    assert shown.read_text(encoding="utf-8") == page(), "python -m sandbox.data.page > docs/personas.md"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("2026-01 to 2026-02", "cannot read the months"),
        ("2026-13..2026-14 at 1", "month must be"),
        ("2026-02..2026-01 at 1", "ends before it begins"),
        ("2026-01..2026-02", "at which wage"),
        ("2026-01 lost", "lost is none of"),
    ],
)
def test_a_history_that_cannot_be_read_is_quoted(line: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        expand([line], None)


def test_a_history_is_told_oldest_month_first_and_the_last_word_counts() -> None:
    parts = expand(["2026-05..2026-06 at 2,000,000", "2026-03 at 1,000,000", "2026-06 missing"], "E01")
    assert [(part.period, part.state) for part in parts] == [("2026-03", "posted"), ("2026-05", "posted"), ("2026-06", "missing")]


def changed(name: str, **fields: object) -> dict[str, Persona]:
    return {**PERSONAS, name: replace(PERSONAS[name], **fields)}


def test_a_slip_of_the_pen_names_the_persona() -> None:
    twice = changed("P03", member=PERSONAS["P02"].member)
    with pytest.raises(DataError, match="is used twice"):
        check(twice, REFERENCE, PROFILES)
    with pytest.raises(DataError, match="P22: unknown employer E99"):
        check(changed("P22", speaks_for="E99"), REFERENCE, PROFILES)
    with pytest.raises(DataError, match="its last digit is wrong"):
        check(changed("P03", member="900000000"), REFERENCE, PROFILES)
