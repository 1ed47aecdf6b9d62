"""A rules file is checked when it is read: what is wrong is said with the file and the entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sandbox.data.reading import DataError
from sandbox.rules.months import month, period, plus_months
from sandbox.rules.profile import load_profile, load_profiles

GOOD = """
id: xx
currency: LAK
decimals: 0
benefits: [sickness]
schemes:
  - {code: one, member_class: employee, source: a page, unconfirmed: true, effective_from: 2020-01-01}
rules:
  - {id: door, type: class_in, about: [sickness], classes: [employee], source: a page, unconfirmed: true, effective_from: 2020-01-01}
"""
RULE = "id: bad, source: a page, effective_from: 2020-01-01"
BAD = [
    ("type: at_least_n_months, about: [sickness], months: 3", "either confirmed_on"),
    ("type: at_least_n_months, about: [sickness], months: 0, unconfirmed: true", ">= 1"),
    ("type: at_least_n_months, about: [sickness], months: three, unconfirmed: true", "Expected `int`"),
    ("type: at_least_n_months, about: [sickness], month: 3, unconfirmed: true", "unknown field `month`"),
    ("type: at_least_n_months, about: [sicknes], months: 3, unconfirmed: true", "unknown: sicknes"),
    ("type: at_least_n_months, about: [], months: 3, unconfirmed: true", "length >= 1"),
    ("type: at_least, about: [sickness], months: 3, unconfirmed: true", "Invalid value 'at_least'"),
    ("type: at_least_n_months, about: [sickness], months: 3, unconfirmed: true, schemes: [two]", "unknown scheme two"),
    ("type: at_least_n_months, about: [sickness], months: 3, unconfirmed: true, effective_to: 2019-12-31", "later than effective_to"),
    ("type: n_of_last_m_months, about: [sickness], months: 7, window_months: 6, unconfirmed: true", "larger than window_months"),
    ("type: years_with_reduction, about: [sickness], full_years: 23, minimum_years: 25, percent_per_year: 1, unconfirmed: true", "larger"),
    ("type: rate_of_average_last_k, about: [sickness], percent: 160, last_months: 3, unconfirmed: true", "between 0 and 100"),
    ("type: tail_coverage_months, about: [sickness], unconfirmed: true", "either months"),
    ("type: change_window, about: [hospital_change], opens: '01-01', unconfirmed: true", "opens and closes"),
    ("type: change_window, about: [hospital_change], opens: '13-01', closes: '12-31', unconfirmed: true", "regex"),
    ("type: cap_floor, about: [insured_wage], unconfirmed: true", "cap, floor or both"),
]


def written(folder: Path, text: str) -> Path:
    path = folder / "rules-xx.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, GOOD))
    assert (profile.id, [rule.id for rule in profile.rules]) == ("xx", ["door"])


@pytest.mark.parametrize(("entry", "problem"), BAD, ids=[problem for _, problem in BAD])
def test_a_bad_rule_is_named(tmp_path: Path, entry: str, problem: str) -> None:
    with pytest.raises(DataError) as told:
        load_profile(written(tmp_path, GOOD + f"  - {{{RULE}, {entry}}}\n"))
    assert "rules-xx.yaml: rule bad: " in str(told.value)
    assert problem in str(told.value)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("benefits: [sickness]", "benefits: [sickness, birth]", "no class_in rule about birth"),
        ("id: door, ", "", "rule without id"),
        ("code: one, ", "", "scheme without code"),
        ("currency: LAK\n", "", "currency"),
        ("decimals: 0", "decimals: [", "rules-xx.yaml"),
        ("rules:", "rule:", "rules is not a list"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, old: str, new: str, problem: str) -> None:
    with pytest.raises(DataError, match=r"rules-xx\.yaml") as told:
        load_profile(written(tmp_path, GOOD.replace(old, new)))
    assert problem in str(told.value)


def test_the_same_id_twice_is_named(tmp_path: Path) -> None:
    door = GOOD.splitlines()[-1]
    with pytest.raises(DataError, match="rule door: the id is used twice"):
        load_profile(written(tmp_path, f"{GOOD}{door}\n"))


def test_every_rule_says_where_it_was_read_and_that_laos_confirmed_none() -> None:
    profiles = load_profiles()
    assert set(profiles) == {"la", "th"}
    assert all(rule.source for profile in profiles.values() for rule in profile.rules)
    assert all(rule.unconfirmed for rule in profiles["la"].rules)


@pytest.mark.parametrize(("day", "cap"), [(date(2025, 12, 31), 15000), (date(2026, 1, 1), 17500)])
def test_the_thai_ceiling_changes_with_the_year(day: date, cap: int) -> None:
    in_force = [rule for rule in load_profiles()["th"].rules if rule.id.startswith("th-wage-ceiling") and rule.in_force(day)]
    assert [getattr(rule, "cap", None) for rule in in_force] == [cap]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 22), 2, date(2027, 1, 22)),
        (date(2026, 8, 31), 2, date(2026, 10, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int, later: date) -> None:
    assert plus_months(day, months) == later


@pytest.mark.parametrize("text", ["1990-01", "2026-12", "2027-01"])
def test_a_month_reads_as_it_was_written(text: str) -> None:
    assert period(month(text)) == text
