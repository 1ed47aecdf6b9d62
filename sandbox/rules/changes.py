"""Windows in which something may be changed: the hospital once a year, the scheme within months of leaving a job."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from sandbox.rules.conditions import find, thresholds
from sandbox.rules.insured import Insured
from sandbox.rules.months import plus_months
from sandbox.rules.profile import Profile
from sandbox.rules.question import Question
from sandbox.rules.rule import ChangeWindow


class ChangeState(StrEnum):
    OPEN = "open"
    WINDOW_CLOSED = "window_closed"
    ALREADY_CHANGED = "already_changed"
    TOO_FEW_MONTHS = "too_few_months"
    NOT_IN_SCHEME = "not_in_scheme"


class Change(Struct, frozen=True, kw_only=True):
    """`opens` and `closes` are those of the window that runs, or of the next one."""

    state: ChangeState
    opens: date | None = None
    closes: date | None = None
    rule_id: str | None = None
    source: str | None = None


def hospital_change(profile: Profile, insured: Insured, today: date, changed_on: tuple[date, ...] = ()) -> Change:
    """May the hospital be changed today, after the changes already made; source S77-S80."""
    question = Question(profile, "hospital_change", insured, today)
    for rule in question.rules(ChangeWindow):
        opens, closes = _yearly_window(rule, today)
        state = _hospital_state(rule, question, opens, changed_on)
        return Change(state=state, opens=opens, closes=closes, rule_id=rule.id, source=rule.source)
    return Change(state=ChangeState.NOT_IN_SCHEME)


def scheme_change(profile: Profile, insured: Insured, today: date) -> Change:
    """May who left a job still go on in another scheme; source S84."""
    question = Question(profile, "scheme_change", insured, today)
    for rule in question.rules(ChangeWindow):
        if insured.ended_on is None or rule.months_after is None:
            continue
        closes = plus_months(insured.ended_on, rule.months_after)
        state = ChangeState.OPEN if today <= closes else ChangeState.WINDOW_CLOSED
        return Change(state=state, opens=insured.ended_on, closes=closes, rule_id=rule.id, source=rule.source)
    return Change(state=ChangeState.NOT_IN_SCHEME)


def _hospital_state(rule: ChangeWindow, question: Question, opens: date, changed_on: tuple[date, ...]) -> ChangeState:
    if any(event.kind in rule.always_open_after for event in question.insured.events):
        return ChangeState.OPEN
    if not all(find(threshold, question).met for threshold in thresholds(question)):
        return ChangeState.TOO_FEW_MONTHS
    if question.today < opens:
        return ChangeState.WINDOW_CLOSED
    this_year = sum(1 for day in changed_on if day.year == question.today.year)
    if rule.times_a_year is not None and this_year >= rule.times_a_year:
        return ChangeState.ALREADY_CHANGED
    return ChangeState.OPEN


def _yearly_window(rule: ChangeWindow, today: date) -> tuple[date, date]:
    opens = date.fromisoformat(f"{today.year}-{rule.opens}")
    closes = date.fromisoformat(f"{today.year}-{rule.closes}")
    if today <= closes:
        return opens, closes
    return opens.replace(year=today.year + 1), closes.replace(year=today.year + 1)
