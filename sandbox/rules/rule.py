"""The thirteen types of rule: each one is dated data with its source, never code.

A rule says what it is `about` (benefit types, or a procedure such as `hospital_change`), for whom
(`classes`, `schemes`: empty means all), after which event (`when`), from when to when it is in force,
and where it was read.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

Positive: TypeAlias = Annotated[int, Meta(ge=1)]
DayOfYear: TypeAlias = Annotated[str, Meta(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
MemberClass: TypeAlias = Literal["civil_servant", "employee", "voluntary", "dependant", "pensioner", "employer", "none"]
ClaimEvent: TypeAlias = Literal["job_loss", "birth", "death", "illness", "injury", "retirement"]


class Dated(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry says of itself: where it was read, whether NSSO confirmed it, when it is in force."""

    source: Annotated[str, Meta(min_length=3)]
    confirmed_on: date | None = None
    unconfirmed: bool = False
    effective_from: date
    effective_to: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.unconfirmed == (self.confirmed_on is not None):
            raise ValueError("give either confirmed_on: <date> or unconfirmed: true")
        if self.effective_to is not None and self.effective_from > self.effective_to:
            raise ValueError("effective_from is later than effective_to")

    def in_force(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


class Rule(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    id: str
    about: Annotated[tuple[str, ...], Meta(min_length=1)]
    classes: tuple[MemberClass, ...] = ()
    schemes: tuple[str, ...] = ()
    when: str | None = None

    @property
    def type_name(self) -> str:
        return str(self.__struct_config__.tag)

    def concerns(self, member_class: str, scheme: str) -> bool:
        return (not self.classes or member_class in self.classes) and (not self.schemes or scheme in self.schemes)


class ClassIn(Rule, frozen=True, tag="class_in"):
    """Only these classes and schemes have the benefit; `from_first_day` when no paid months are asked."""

    from_first_day: bool = False


class NOfLastMMonths(Rule, frozen=True, tag="n_of_last_m_months"):
    months: Positive
    window_months: Positive

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.months > self.window_months:
            raise ValueError("months is larger than window_months: nobody could ever reach it")


class AtLeastNMonths(Rule, frozen=True, tag="at_least_n_months"):
    months: Positive


class AgeBySex(Rule, frozen=True, tag="age_by_sex"):
    """Whole years of age; when the sex is not on file the higher age counts."""

    male: Positive
    female: Positive


class YearsWithReduction(Rule, frozen=True, tag="years_with_reduction"):
    """Full benefit at `full_years`; from `minimum_years` it is reduced for each whole year that lacks."""

    full_years: Positive
    minimum_years: Positive
    percent_per_year: Decimal

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.minimum_years > self.full_years:
            raise ValueError("minimum_years is larger than full_years")


class WaitingDays(Rule, frozen=True, tag="waiting_days"):
    days: Positive


class ClaimDeadline(Rule, frozen=True, tag="claim_deadline"):
    """So many days after the event; after that only the institution can tell."""

    event: ClaimEvent
    days: Positive


class EventRequired(Rule, frozen=True, tag="event_required"):
    """Paid only after something happened; `kinds` when the event has several (laid off, resigned)."""

    event: ClaimEvent
    kinds: tuple[str, ...] = ()

    def matches(self, kind: str) -> bool:
        return kind == self.event or kind in self.kinds


class ChangeWindow(Rule, frozen=True, tag="change_window"):
    """Open every year from `opens` to `closes` (MM-DD, both days included), or so many months after an event."""

    opens: DayOfYear | None = None
    closes: DayOfYear | None = None
    times_a_year: Positive | None = None
    months_after: Positive | None = None
    always_open_after: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.opens is None) != (self.closes is None) or (self.opens is None) == (self.months_after is None):
            raise ValueError("give either opens and closes, or months_after")


class TailCoverageMonths(Rule, frozen=True, tag="tail_coverage_months"):
    """Months of cover after membership ends; `for_life` when what was paid is never lost."""

    months: Positive | None = None
    for_life: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.for_life == (self.months is not None):
            raise ValueError("give either months or for_life: true")


class RateOfAverageLastK(Rule, frozen=True, tag="rate_of_average_last_k"):
    percent: Decimal
    last_months: Positive
    up_to_days: Positive | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 < self.percent <= 100:
            raise ValueError("percent is not between 0 and 100")


class CapFloor(Rule, frozen=True, tag="cap_floor"):
    """Largest and smallest wage or payment of a month that counts, by the rule of that month."""

    cap: Decimal | None = None
    floor: Decimal | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.cap is None and self.floor is None:
            raise ValueError("give cap, floor or both")

    def bounded(self, amount: Decimal) -> Decimal:
        raised = max(amount, self.floor) if self.floor is not None else amount
        return min(raised, self.cap) if self.cap is not None else raised


class FlatAmount(Rule, frozen=True, tag="flat_amount"):
    amount: Decimal
    per: Literal["once", "day", "month", "child_month"]
    up_to_days: Positive | None = None
    up_to_children: Positive | None = None


AnyRule: TypeAlias = (
    ClassIn
    | NOfLastMMonths
    | AtLeastNMonths
    | AgeBySex
    | YearsWithReduction
    | WaitingDays
    | ClaimDeadline
    | EventRequired
    | ChangeWindow
    | TailCoverageMonths
    | RateOfAverageLastK
    | CapFloor
    | FlatAmount
)
