"""Contribution months: a month is its number of months since year 0, so that months add and subtract."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NewType

Month = NewType("Month", int)


def month(text: str) -> Month:
    """`2026-11` as a month; raises ValueError."""
    return month_of(date.fromisoformat(f"{text}-01"))


def month_of(day: date) -> Month:
    return Month(day.year * 12 + day.month - 1)


def period(value: int) -> str:
    return f"{value // 12:04}-{value % 12 + 1:02}"


def first_day(value: int) -> date:
    return date(value // 12, value % 12 + 1, 1)


def last_day(value: int) -> date:
    start = first_day(value)
    return start.replace(day=calendar.monthrange(start.year, start.month)[1])


def plus_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day when it has no such day."""
    end = last_day(month_of(day) + months)
    return end.replace(day=min(day.day, end.day))


class PaidMonths:
    """The months that count, each once, with the wage insured in it (two jobs in a month add up)."""

    def __init__(self, wages: Mapping[Month, Decimal]) -> None:
        self._wages = dict(sorted(wages.items()))

    @classmethod
    def of(cls, paid: Iterable[tuple[str, Decimal]]) -> PaidMonths:
        """From (period, wage) of each posted or credited part."""
        wages: dict[Month, Decimal] = {}
        for text, wage in paid:
            wages[month(text)] = wages.get(month(text), Decimal()) + wage
        return cls(wages)

    def __contains__(self, value: int) -> bool:
        return value in self._wages

    def through(self, reference: Month) -> int:
        """How many months are paid up to and with the reference month; months paid ahead do not count yet."""
        return sum(1 for value in self._wages if value <= reference)

    def in_last(self, window: int, reference: Month) -> int:
        """How many of the full months before the reference month are paid."""
        return sum(1 for value in self._wages if reference - window <= value < reference)

    def last_wages(self, count: int, reference: Month) -> list[tuple[Month, Decimal]]:
        paid = [(value, wage) for value, wage in self._wages.items() if value <= reference]
        return paid[-count:]

    def with_months(self, first: int, last: int) -> PaidMonths:
        """As it would stand if every month from first to last were paid at the latest wage."""
        latest = next(reversed(self._wages.values()), Decimal())
        added = {Month(value): latest for value in range(first, last + 1) if value not in self._wages}
        return PaidMonths(self._wages | added)

    def without(self, skipped: Iterable[Month]) -> PaidMonths:
        gone = set(skipped)
        return PaidMonths({value: wage for value, wage in self._wages.items() if value not in gone})
