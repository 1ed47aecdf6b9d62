"""How many months are paid, year by year and month by month, and the way to report one that is missing."""

from __future__ import annotations

from datetime import date
from typing import Final

from backend_client.contributions import ClassHistory, ContributionState, NextDue, YearOfMonths
from backend_client.shapes import MemberClass
from engine.call import Call
from engine.flow import Flow, Late, Level, Record, Step
from engine.formats import month
from engine.screens import Menu, Option, when
from engine.text import N_, _
from flows import gaps, longest, savings
from flows.as_of import as_of, local_day
from flows.month_words import Month, class_line, counted, due_lines, in_a_row, runs, shown, window_line


class Contributions(Record):
    """The summary as shown; year and months: the year that is read."""

    total: int = 0
    last_12: int = 0
    last_24: int = 0
    last_36: int = 0
    last_period: str = ""
    pending: tuple[str, ...] = ()
    next_due: NextDue | None = None
    years: tuple[YearOfMonths, ...] = ()
    classes: tuple[ClassHistory, ...] = ()
    on: date = date(2026, 1, 1)
    reports: bool = False
    saves: bool = False
    year: int = 0
    months: tuple[Month, ...] = ()


# Every second month is missing: the most lines there are.
PAID, MISSING = (ContributionState.POSTED, longest.MONEY, 2), (ContributionState.MISSING, None, 1)
EVERY_SECOND: Final = tuple(Month(f"2026-{n:02}", *(PAID if n % 2 else MISSING)) for n in range(1, 13))


def long_history() -> Contributions:
    """Thirty years in two classes, behind, with a month on its way and no two months alike."""
    return Contributions(
        total=318,
        last_12=10,
        last_24=22,
        last_36=34,
        last_period="2026-09",
        pending=("2026-10", "2026-11"),
        next_due=NextDue(period="2026-12", due_on=longest.DAY, amount=longest.MONEY, months_behind=2),
        years=tuple(YearOfMonths(year=year, months=12) for year in range(2026, 1996, -1)),
        classes=tuple(
            ClassHistory(member_class=one, months=159, first_period="1996-10", last_period="2026-10")
            for one in (MemberClass.VOLUNTARY, MemberClass.CIVIL_SERVANT)
        ),
        on=longest.DAY,
        reports=True,
        saves=True,
        year=2026,
        months=EVERY_SECOND,
    )


def nothing_paid() -> Contributions:
    """Joined, and no month paid yet."""
    return Contributions()


flow = Flow("contributions", Contributions, title=N_("Months paid"), examples=(long_history, nothing_paid))


@flow.action(level=Level.PIN, late=Late.AMOUNTS)
def look_up(record: Contributions, call: Call) -> Step:
    """Asks the backend for the summary."""
    read_summary(record, call)
    return show_months


def read_summary(record: Contributions, call: Call) -> None:
    """The summary as it is shown. Raises Refused, Unavailable."""
    summary = call.backend.contributions.summary()
    record.total, record.last_period = summary.months_total, summary.last_period or ""
    record.last_12, record.last_24, record.last_36 = summary.months_last_12, summary.months_last_24, summary.months_last_36
    record.pending, record.next_due = summary.pending, summary.next_due
    record.years, record.classes, record.on = summary.years, summary.by_class, local_day(summary.as_of)
    record.reports, record.saves = "contribution_gaps" in call.caller.features, "old_age_balance" in call.caller.features


@flow.screen
def show_months(record: Contributions) -> Menu:
    """The total, how many of the last year, what is on its way, what is due."""
    return Menu(
        "\n".join([*told_lines(record), as_of(record.on)]),
        when(record.years, Option("years", _("Year by year"), choose_year)),
        when(record.reports, Option("missing", _("A month is missing"), gaps.flow.start)),
        # Translators: months as employee, as voluntary insured ...
        when(len(record.classes) > 1, Option("classes", _("By membership"), show_classes)),
        when(record.saves, Option("savings", _("Old-age savings"), savings.flow.start)),
        # Translators: how many months of the last years are paid.
        when(record.last_36 > record.last_12, Option("windows", _("Last 3 years"), show_windows)),
    )


@flow.screen
def show_windows(record: Contributions) -> Menu:
    """The longer windows that benefits look at."""
    paid = {24: record.last_24, 36: record.last_36}
    return Menu("\n".join(window_line(length, months) for length, months in paid.items()))


@flow.screen
def choose_year(record: Contributions) -> Menu:
    """How many months of each year count; one leads to its months."""
    years = (Option(str(one.year), f"{one.year}: {one.months}", read_year, save={"year": one.year}) for one in record.years)
    return Menu(_("Months paid in:"), *years)


@flow.action(level=Level.PIN, late=Late.WORDS)
def read_year(record: Contributions, call: Call) -> Step:
    """Asks the backend for the months of the year."""
    page = call.backend.contributions.periods(first=f"{record.year}-01", last=f"{record.year}-12", limit=12)
    record.months = tuple(map(shown, page.items))
    return show_year


@flow.screen(listing=True)
def show_year(record: Contributions) -> Menu:
    """Every month of the year with its state; months alike in one line."""
    # Translators: a year, above its months, each told by its short name.
    return Menu("\n".join([_("%(year)s, by month:", year=record.year), *runs(record.months)]))


@flow.screen
def show_classes(record: Contributions) -> Menu:
    """Months in each class."""
    return Menu("\n".join(map(class_line, record.classes)))


def told_lines(record: Contributions) -> list[str]:
    """What is known, the answer first."""
    lines = [_("No month is paid yet.")]
    if record.total:
        lines = [counted(record.total, month(record.last_period)), window_line(12, record.last_12)]
    if record.pending:
        lines.append(_("Money received, month not yet posted: %(months)s.", months=in_a_row(record.pending)))
    return [*lines, *due_lines(record.next_due, record.on)] if record.next_due else lines
