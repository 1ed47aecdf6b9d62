"""A member's months as the contract shows them: what is paid, what is on its way, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sandbox.records.insurance import COUNTED
from sandbox.rules.months import Month, last_day, month, month_of, period
from sandbox.rules.profile import Profile
from sandbox.tables import Contribution, Membership

# Of several parts the best one says where the month stands.
_BEST_FIRST = ("posted", "credited", "paid_not_posted", "disputed", "declared_unpaid", "missing")
_PAYING = frozenset({"civil_servant", "employee", "voluntary"})


@dataclass(frozen=True)
class PaidPeriod:
    """One month with its parts; no parts means that nothing is known of a month in which a membership ran."""

    period: str
    member_class: str
    state: str
    parts: tuple[Contribution, ...]

    @property
    def counts(self) -> bool:
        return self.state in COUNTED


def periods(rows: Sequence[Contribution], memberships: Sequence[Membership], profile: Profile, today: date) -> list[PaidPeriod]:
    """Oldest first: every month with a row, and every closed month of a membership without one."""
    known = {key: _of_parts(key, tuple(parts)) for key, parts in groupby(rows, key=lambda row: row.period)}
    for membership in memberships:
        for key in _owed(membership, profile, today):
            known.setdefault(key, PaidPeriod(key, membership.member_class, "missing", ()))
    return [known[key] for key in sorted(known)]


def _of_parts(key: str, parts: tuple[Contribution, ...]) -> PaidPeriod:
    best = min(parts, key=lambda part: _BEST_FIRST.index(part.state))
    return PaidPeriod(key, best.member_class, best.state, parts)


def _owed(membership: Membership, profile: Profile, today: date) -> list[str]:
    if membership.member_class not in _PAYING:
        return []
    end = last_closed(membership, profile, today)
    if membership.until:
        end = min(end, month_of(membership.until))
    return [period(Month(value)) for value in range(month_of(membership.since), end + 1)]


def due_on(membership: Membership, value: int, profile: Profile, today: date) -> date:
    """A month is due on a day of the month after; where no day is known, on its last."""
    scheme = profile.scheme(membership.scheme, today)
    after = last_day(value + 1)
    return last_day(value) + timedelta(days=scheme.due_day) if scheme and scheme.due_day else after


def last_closed(membership: Membership, profile: Profile, today: date) -> Month:
    """The newest month whose due day is over: only then is it missing."""
    this = month_of(today)
    return Month(this - 1 if due_on(membership, this - 1, profile, today) < today else this - 2)


def counted_since(months: Sequence[PaidPeriod], window: int, today: date) -> int:
    """Of the so many full months before this one."""
    first = period(Month(month_of(today) - window))
    return sum(1 for entry in months if entry.counts and first <= entry.period < period(month_of(today)))


def next_unpaid(months: Sequence[PaidPeriod], membership: Membership) -> Month:
    """The first month after the last paid one; for who never paid, the first of the membership."""
    paid = [month(entry.period) for entry in months if entry.counts or entry.state == "paid_not_posted"]
    return Month(max(paid) + 1) if paid else month_of(membership.since)
