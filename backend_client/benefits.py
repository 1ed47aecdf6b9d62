"""Benefits: likely, not yet, or for the institution to decide; with what is there and what is needed."""

from __future__ import annotations

from datetime import date, datetime

from backend_client.calls import Calls
from backend_client.shapes import Money, Shape, Word


class BenefitType(Word):
    """Benefits of any country profile."""

    HEALTH_CARE = "health_care"
    SICKNESS = "sickness"
    BIRTH = "birth"
    BIRTH_GRANT = "birth_grant"
    MISCARRIAGE = "miscarriage"
    CHILD_ALLOWANCE = "child_allowance"
    UNEMPLOYMENT = "unemployment"
    WORK_INJURY = "work_injury"
    DISABILITY = "disability"
    OLD_AGE = "old_age"
    DEATH = "death"
    SURVIVORS = "survivors"
    OTHER = "other"


class BenefitState(Word):
    """Never "entitled": the institution decides on a claim."""

    LIKELY = "likely"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"
    NOT_IN_SCHEME = "not_in_scheme"
    OTHER = "other"


class WhatIfScenario(Word):
    """What may happen from now on."""

    PAY_EACH_MONTH = "pay_each_month"
    SKIP_THIS_MONTH = "skip_this_month"
    SKIP_THREE_MONTHS = "skip_three_months"
    LAID_OFF = "laid_off"
    RESIGNED = "resigned"
    OTHER = "other"


class BenefitCondition(Shape, frozen=True, kw_only=True):
    """One condition of a rule. `met` is None when only the institution can tell; `unit`: months, years, days or none."""

    rule_type: str
    met: bool | None = None
    have: int | None = None
    need: int | None = None
    unit: str
    window_months: int | None = None


class BenefitPayment(Shape, frozen=True, kw_only=True):
    """What the rule pays, never a promise. `of`: insured_wage, average_wage or capped_wage."""

    percent: float | None = None
    of: str | None = None
    max_days: int | None = None
    per_month: Money | None = None
    flat: Money | None = None


class ClaimDeadline(Shape, frozen=True, kw_only=True):
    """Days after the event; `last_day` when the event's day is on file."""

    days: int
    event: str
    last_day: date | None = None


class BenefitAssessment(Shape, frozen=True, kw_only=True):
    """`have`, `need`, `unit` and `window_months` are those of the deciding condition; `ready_on` if each month is paid."""

    type: BenefitType
    state: BenefitState
    have: int | None = None
    need: int | None = None
    unit: str
    window_months: int | None = None
    ready_on: date | None = None
    rule_id: str | None = None
    source: str | None = None
    confirmed: bool
    conditions: tuple[BenefitCondition, ...]
    event_required: bool
    claim_deadline: ClaimDeadline | None = None
    payment: BenefitPayment | None = None


class WhatIf(Shape, frozen=True, kw_only=True):
    """How it would stand, and the last day on which paying still keeps it."""

    scenario: WhatIfScenario
    state: BenefitState
    have: int | None = None
    need: int | None = None
    ready_on: date | None = None
    last_safe_payment_day: date | None = None
    payment: BenefitPayment | None = None


class BenefitList(Shape, frozen=True, kw_only=True):
    """All assessments. `profile`: la, th or vn."""

    as_of: datetime
    profile: str
    items: tuple[BenefitAssessment, ...]


class Benefit(Shape, frozen=True, kw_only=True):
    """One assessment, with its what-if when asked for."""

    as_of: datetime
    profile: str
    assessment: BenefitAssessment
    what_if: WhatIf | None = None


class Benefits:
    """The caller's benefits; at L2."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def all(self) -> BenefitList:
        """Raises Refused: not_in_class, step_up_required."""
        return self._calls.read(BenefitList, "/me/benefits")

    def one(self, benefit_type: str, what_if: str = "") -> Benefit:
        """what_if: a WhatIfScenario. Raises Refused: not_found for a type the scheme does not know."""
        return self._calls.read(Benefit, "/me/benefits/{type}", {"type": benefit_type}, {"what_if": what_if})
