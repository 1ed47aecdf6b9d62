"""What the rules need to know of a person, and what they say in return."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from sandbox.rules.months import PaidMonths
from sandbox.rules.rule import ClaimEvent

Unit = Literal["months", "years", "days", "none"]


class Event(Struct, frozen=True):
    """Something that happened: laid_off, resigned, work_accident, birth, death, left_job, hospital_contract_ended."""

    kind: str
    day: date


class Insured(Struct, frozen=True, kw_only=True):
    """One person at one moment; `ended_on` is the last day of membership, also when it lapsed."""

    member_class: str
    scheme: str
    paid: PaidMonths
    born: date | None = None
    sex: Literal["female", "male"] | None = None
    events: tuple[Event, ...] = ()
    ended_on: date | None = None
    children: int = 0


class Scenario(StrEnum):
    PAY_EACH_MONTH = "pay_each_month"
    SKIP_THIS_MONTH = "skip_this_month"
    SKIP_THREE_MONTHS = "skip_three_months"
    LAID_OFF = "laid_off"
    RESIGNED = "resigned"


class State(StrEnum):
    """There is no "entitled": the institution decides, whatever the rules say."""

    LIKELY = "likely"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"
    NOT_IN_SCHEME = "not_in_scheme"


class Finding(Struct, frozen=True, kw_only=True):
    """One condition held against one person."""

    rule_id: str
    rule_type: str
    source: str
    confirmed: bool
    met: bool
    have: int | None = None
    need: int | None = None
    unit: Unit = "none"
    window_months: int | None = None
    ready_on: date | None = None


class Payment(Struct, frozen=True, kw_only=True):
    """What the rule pays, never a promise; `per_month` needs a wage on file."""

    rule_id: str
    percent: Decimal | None = None
    of: Literal["average_wage", "capped_wage"] | None = None
    max_days: int | None = None
    per_month: Decimal | None = None
    flat: Decimal | None = None
    flat_per: Literal["once", "day", "month", "child_month"] | None = None
    when: str | None = None


class Deadline(Struct, frozen=True):
    days: int
    event: ClaimEvent
    last_day: date | None


class Assessment(Struct, frozen=True, kw_only=True):
    """`have`, `need`, `unit` and `window_months` are those of the deciding condition."""

    type: str
    state: State
    have: int | None = None
    need: int | None = None
    unit: Unit = "none"
    window_months: int | None = None
    ready_on: date | None = None
    rule_id: str
    source: str
    confirmed: bool
    conditions: tuple[Finding, ...] = ()
    event_required: bool = False
    event_on: date | None = None
    pays_from: date | None = None
    claim_deadline: Deadline | None = None
    covered_until: date | None = None
    reduction_percent: Decimal | None = None
    payments: tuple[Payment, ...] = ()

    @property
    def payment(self) -> Payment | None:
        return self.payments[0] if self.payments else None
