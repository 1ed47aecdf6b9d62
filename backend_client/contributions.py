"""Contributions: how many months are paid, month by month, and reporting a missing one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from backend_client.calls import Calls
from backend_client.cases import Case
from backend_client.shapes import MemberClass, Money, Name, Shape, Word


class ContributionState(Word):
    """POSTED is paid and counted, CREDITED counted without payment, DISPUTED missing and reported."""

    POSTED = "posted"
    CREDITED = "credited"
    PAID_NOT_POSTED = "paid_not_posted"
    DECLARED_UNPAID = "declared_unpaid"
    MISSING = "missing"
    DISPUTED = "disputed"
    OTHER = "other"


class ContributionPart(Shape, frozen=True, kw_only=True):
    """What one payer paid for the month; two jobs are two parts and count once."""

    employer: Name | None = None
    wage: Money | None = None
    amount: Money | None = None
    state: ContributionState
    paid_on: date | None = None
    posted_on: date | None = None


class ContributionPeriod(Shape, frozen=True, kw_only=True):
    """`period`: YYYY-MM. `counts`: posted or credited. `amount`: the sum of the parts."""

    period: str
    member_class: MemberClass = msgspec.field(name="class")
    state: ContributionState
    counts: bool
    amount: Money | None = None
    parts: tuple[ContributionPart, ...]


class ContributionPage(Shape, frozen=True, kw_only=True):
    """Newest first; `next_cursor` for the page after, None on the last."""

    as_of: datetime
    items: tuple[ContributionPeriod, ...]
    next_cursor: str | None = None


class YearOfMonths(Shape, frozen=True, kw_only=True):
    """How many months of a year count."""

    year: int
    months: int


class ClassHistory(Shape, frozen=True, kw_only=True):
    """Months in one class."""

    member_class: MemberClass = msgspec.field(name="class")
    months: int
    first_period: str
    last_period: str


class NextDue(Shape, frozen=True, kw_only=True):
    """What a voluntary member has to pay next. amount: None where it is not to be told, as in most SMS."""

    period: str
    due_on: date
    amount: Money | None = None
    months_behind: int


class ContributionSummary(Shape, frozen=True, kw_only=True):
    """Months that count. `gaps` oldest first, reported ones in `disputed`, paid and not yet posted in `pending`; years newest first."""

    as_of: datetime
    months_total: int
    months_last_12: int
    months_last_24: int
    months_last_36: int
    first_period: str | None = None
    last_period: str | None = None
    last_posted_on: date | None = None
    gaps: tuple[str, ...]
    disputed: tuple[str, ...]
    pending: tuple[str, ...]
    years: tuple[YearOfMonths, ...]
    by_class: tuple[ClassHistory, ...]
    next_due: NextDue | None = None


class Contributions:
    """The caller's contributions; at L2."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def summary(self) -> ContributionSummary:
        """To the sender of an SMS counts only. Raises Refused: not_in_class, step_up_required."""
        return self._calls.read(ContributionSummary, "/me/contributions/summary")

    def periods(self, first: str = "", last: str = "", cursor: str = "", limit: int = 0) -> ContributionPage:
        """first, last: YYYY-MM, both included. limit: 1-120, the backend's own when 0."""
        query = {"from": first, "to": last, "cursor": cursor, "limit": str(limit) if limit else ""}
        return self._calls.read(ContributionPage, "/me/contributions", query=query)

    def report_gap(self, periods: Sequence[str]) -> Case:
        """periods: 1-36 of YYYY-MM. Raises Refused: duplicate{ref}, invalid_request when one is posted."""
        return self._calls.create(Case, "/me/contribution-gaps", {"periods": list(periods)})
