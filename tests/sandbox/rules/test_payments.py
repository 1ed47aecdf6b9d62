"""What the rules would pay: S95 to S97 in both years of the ceiling, and the flat sums of S100 to S106."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sandbox.rules.assess import assess
from tests.sandbox.rules.people import LAOS, THAILAND, TODAY, happened, lao, last_months, thai

S97 = [
    ("10,000", "laid_off", "2025-12-10", 5000, 180),
    ("10,000", "resigned", "2025-12-10", 3000, 90),
    ("20,000", "laid_off", "2025-12-10", 7500, 180),
    ("20,000", "resigned", "2025-12-10", 4500, 90),
    ("10,000", "laid_off", "2026-11-10", 5000, 180),
    ("20,000", "laid_off", "2026-11-10", 8750, 180),
    ("20,000", "resigned", "2026-11-10", 5250, 90),
    # December at 15,000, January and February at 17,500.
    ("20,000", "laid_off", "2026-02-10", "8333.33", 180),
]


@pytest.mark.parametrize(("wage", "event", "day", "per_month", "days"), S97)
def test_unemployment_pays_a_share_of_the_wage_under_the_ceiling_of_its_month(
    wage: str, event: str, day: str, per_month: object, days: int
) -> None:
    left = date.fromisoformat(day)
    person = thai(last_months(12, day[:7], wage), events=happened(event, day), ended_on=left)
    payment = assess(THAILAND, "unemployment", person, left).payment
    assert payment is not None
    assert (payment.per_month, payment.max_days, payment.when) == (Decimal(str(per_month)), days, event)
    assert payment.of == ("capped_wage" if wage == "20,000" else "average_wage")


def test_both_ways_of_losing_a_job_are_shown_while_none_has_happened() -> None:
    answer = assess(THAILAND, "unemployment", thai(last_months(12, wage="10,000")), TODAY)
    assert [(payment.when, payment.per_month) for payment in answer.payments] == [("laid_off", Decimal(5000)), ("resigned", Decimal(3000))]


@pytest.mark.parametrize(
    ("benefit", "percent", "per_month", "days"),
    [("unemployment", 60, 2700000, None), ("birth", 80, 3600000, 105), ("birth_grant", 60, 2700000, None)],
)
def test_lao_shares_are_of_the_wage_under_the_ceiling(benefit: str, percent: int, per_month: int, days: int | None) -> None:
    payment = assess(LAOS, benefit, lao(last_months(20, wage="6,000,000")), TODAY).payment
    assert payment is not None
    assert (payment.percent, payment.per_month) == (Decimal(percent), Decimal(per_month))
    assert (payment.max_days, payment.of) == (days, "capped_wage")


def test_an_average_is_of_the_last_months_only() -> None:
    raised = lao(last_months(6, wage="3,000,000").with_months(24000, 24001))
    payment = assess(LAOS, "unemployment", raised, TODAY).payment
    assert payment is not None
    assert payment.per_month == 1800000


@pytest.mark.parametrize(
    ("scheme", "children", "flat"), [("th_33", 0, 800), ("th_33", 2, 1600), ("th_33", 5, 2400), ("th_40", 1, 200), ("th_40", 3, 400)]
)
def test_a_child_allowance_is_for_so_many_children(scheme: str, children: int, flat: int) -> None:
    payment = assess(THAILAND, "child_allowance", thai(last_months(36), scheme, children=children), TODAY).payment
    assert payment is not None
    assert (payment.flat, payment.flat_per) == (Decimal(flat), "child_month")


@pytest.mark.parametrize(
    ("benefit", "flat", "per"), [("sickness", 300, "day"), ("disability", 500, "month"), ("death", 25000, "once"), ("old_age", 50, "month")]
)
def test_section_40_pays_flat_sums(benefit: str, flat: int, per: str) -> None:
    payment = assess(THAILAND, benefit, thai(last_months(36), "th_40"), TODAY).payment
    assert payment is not None
    assert (payment.flat, payment.flat_per, payment.per_month) == (Decimal(flat), per, None)


def test_nobody_is_told_an_amount_without_a_wage_on_file() -> None:
    payment = assess(LAOS, "unemployment", lao(last_months(0)), TODAY).payment
    assert payment is not None
    assert payment.per_month is None
