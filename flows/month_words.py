"""The state of a contribution month in words, and months in a row told in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

import msgspec

from backend_client.contributions import ClassHistory, ContributionPeriod, ContributionState, NextDue
from backend_client.shapes import Money
from engine.formats import day, month, short_month
from engine.text import N_, _, _n
from flows.amounts import amount
from flows.class_words import class_name

STATES = {
    # Translators: the state of a month of contributions, after the name of the month.
    ContributionState.POSTED: N_("paid"),
    # Translators: a month that counts although nothing was paid for it.
    ContributionState.CREDITED: N_("counted, nothing to pay"),
    ContributionState.PAID_NOT_POSTED: N_("money received, month not yet posted"),
    # Translators: the employer told NSSO about the worker's wage and did not pay the contribution.
    ContributionState.DECLARED_UNPAID: N_("employer has not paid"),
    ContributionState.MISSING: N_("missing"),
    # Translators: a missing month that was reported to NSSO.
    ContributionState.DISPUTED: N_("missing, reported"),
    ContributionState.OTHER: N_("ask NSSO"),
}


class Month(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is shown of one month. jobs: how many paid for it; it counts once."""

    period: str
    state: ContributionState
    amount: Money | None = None
    jobs: int = 1


def shown(period: ContributionPeriod) -> Month:
    """What is kept of a month: neither employers nor wages."""
    return Month(period.period, period.state, period.amount, len(period.parts))


def runs(months: Iterable[Month]) -> Iterator[str]:
    """A line for each run of months that are alike, oldest first: a whole even year is one line."""
    oldest_first = sorted(months, key=lambda one: one.period)
    for _alike, group in groupby(oldest_first, key=lambda one: (one.state, one.amount, one.jobs)):
        run = list(group)
        yield _line(run[0], run[-1])


def _line(first: Month, last: Month) -> str:
    # Months of one run follow each other: the backend leaves none out, a missing one is a state of its own.
    names = short_month(first.period) if first is last else f"{short_month(first.period)}-{short_month(last.period)}"
    line = f"{names}: {_(STATES[first.state])}"
    if first.amount:
        # Translators: several months in a row, so much in each of them.
        paid = amount(first.amount) if first is last else _("%(amount)s each", amount=amount(first.amount))
        line = f"{line}, {paid}"
    # Translators: the month was paid by several employers and counts once.
    return _("%(month)s (%(jobs)s jobs)", month=line, jobs=first.jobs) if first.jobs > 1 else line


def in_a_row(periods: Iterable[str]) -> str:
    """Months by name, parted by commas."""
    return ", ".join(map(month, periods))


def due_lines(due: NextDue, on: date) -> list[str]:
    """What a voluntary member pays next, seen from the day `on`, and how far behind it is."""
    facts = {"month": month(due.period), "day": day(due.due_on)}
    if due.amount is None:
        # Translators: a month whose day of payment has passed; the amount is not told.
        line = _("%(month)s: overdue since %(day)s.", **facts) if due.due_on < on else _("Next: %(month)s, by %(day)s.", **facts)
    elif due.due_on < on:
        # Translators: a month whose day of payment has passed.
        line = _("%(month)s, %(amount)s: overdue since %(day)s.", amount=amount(due.amount), **facts)
    else:
        line = _("Next: %(month)s, %(amount)s, by %(day)s.", amount=amount(due.amount), **facts)
    behind = due.months_behind
    return [line, _n("You are %(count)s month behind.", "You are %(count)s months behind.", behind)] if behind else [line]


def counted(total: int, last: str) -> str:
    """The answer; it begins with a word, because "9 months" would read as option 9."""
    return _n("You have %(count)s month paid, the last: %(last)s.", "You have %(count)s months paid, the last: %(last)s.", total, last=last)


def window_line(length: int, paid: int) -> str:
    """How many of the last months are paid."""
    return _("Of the last %(length)s months %(paid)s are paid.", length=length, paid=paid)


def class_line(history: ClassHistory) -> str:
    """Months in one class, from when to when."""
    words = {"kind": class_name(history.member_class), "span": f"{month(history.first_period)}-{month(history.last_period)}"}
    return _n("%(kind)s: %(count)s month, %(span)s", "%(kind)s: %(count)s months, %(span)s", history.months, **words)
