"""Months that are missing from the record: chosen, confirmed, and reported for a case number (S25, S65)."""

from __future__ import annotations

from datetime import date

from backend_client.errors import Refused
from engine.call import Call
from engine.flow import Flow, Level, Outcome, Record, Step
from engine.formats import day, month
from engine.screens import Menu, Option, when
from engine.text import N_, _, _n
from flows import longest
from flows.month_words import in_a_row

# The contract takes so many in one report; the rest is reported in a second one.
MOST = 36
MOST_NAMED = 6
# The last of them, one by one; those before come up when these are reported, or all go at once.
MOST_LISTED = 12


class Gaps(Record):
    """chosen: what is to be reported. reference, answer_by: the case it became; answer_by is not known of an older one."""

    missing: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    reference: str = ""
    answer_by: date | None = None


def many_missing() -> Gaps:
    """An employer who paid nothing for long."""
    months = tuple(f"{year}-{n:02}" for year in (2024, 2025) for n in range(1, 13))
    reported = ("2023-10", "2023-11", "2023-12")
    return Gaps(missing=months, reported=reported, chosen=months, reference=longest.REFERENCE, answer_by=longest.DAY)


def none_missing() -> Gaps:
    """Every month is there."""
    return Gaps()


flow = Flow("gaps", Gaps, title=N_("A month is missing"), examples=(many_missing, none_missing))


@flow.action(level=Level.PIN)
def look_up(record: Gaps, call: Call) -> Step:
    """Asks the backend which months it misses."""
    summary = call.backend.contributions.summary()
    record.missing, record.reported = summary.gaps[:MOST], summary.disputed
    return choose_months


@flow.screen
def choose_months(record: Gaps) -> Menu:
    """All of them, or one; then those already reported, for their case number."""
    if not record.missing and not record.reported:
        return Menu(_("No month is missing at NSSO. You think one is? Call 021 243725, 020 76092556 or 020 59641659"))
    return Menu(
        missing_line(len(record.missing)),
        # Translators: all missing months at once.
        when(len(record.missing) > 1, Option("all", _("All of them"), confirm, save={"chosen": record.missing})),
        *(Option(period, month_label(period), confirm, save={"chosen": (period,)}) for period in record.missing[-MOST_LISTED:]),
        *(Option(period, reported_label(period), report, save={"chosen": (period,)}) for period in record.reported),
    )


@flow.screen(live=True)
def confirm(record: Gaps) -> Menu:
    """Before a case is opened."""
    return Menu(
        _("Report as missing: %(months)s?", months=chosen_months(record.chosen)),
        Option("report", _("Yes, report"), report),
        Option("choose", _("No"), choose_months),
    )


@flow.action(level=Level.PIN)
def report(record: Gaps, call: Call) -> Outcome:
    """Opens the case; what somebody reported meanwhile has its case already."""
    try:
        case = call.backend.contributions.report_gap(record.chosen)
    except Refused as refused:
        return already(record, refused)
    record.missing = tuple(period for period in record.missing if period not in record.chosen)
    record.reported = tuple(sorted({*record.reported, *record.chosen}))
    record.reference, record.answer_by = case.ref, case.answer_by
    return show_case


@flow.screen(closes=True)
def show_case(record: Gaps) -> Menu:
    """The number to dictate, when to expect an answer, and whom to ring."""
    lines = [_("Reported. Case number: %(reference)s", reference=record.reference)]
    if record.answer_by:
        lines.append(_("Answer by %(day)s.", day=day(record.answer_by)))
    # Translators: the division of NSSO named in notice 0425.
    lines.append(_("Registration and Contributions Division: 021 243725, 020 76092556, 020 59641659"))
    return Menu("\n".join(lines))


def already(record: Gaps, refused: Refused) -> Outcome:
    """The case a month is in already; any other refusal is the engine's to tell."""
    if refused.code != "duplicate":
        raise refused
    record.reference, record.answer_by = str(refused.params.get("ref", "")), None
    return show_case


def missing_line(count: int) -> str:
    """How many may be reported."""
    if not count:
        return _("Already reported:")
    return _n("%(count)s month is missing. Report it?", "%(count)s months are missing. Report which?", count)


def chosen_months(chosen: tuple[str, ...]) -> str:
    """By name, or from when to when where the names would take pages."""
    if len(chosen) <= MOST_NAMED:
        return in_a_row(chosen)
    return _("%(count)s months, %(first)s-%(last)s", count=len(chosen), first=month(chosen[0]), last=month(chosen[-1]))


def reported_label(period: str) -> str:
    """A month that has a case."""
    return _("%(month)s: reported", month=month_label(period))


def month_label(period: str) -> str:
    """After the number of the choice a month alone would read as a date: 2 Nov 2025."""
    # Translators: one month to choose, after the number of the choice: "2 Month Nov 2025".
    return _("Month %(month)s", month=month(period))
