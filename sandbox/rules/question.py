"""One benefit asked about for one person on one day: which rules apply, from which event, until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from msgspec import Struct

from sandbox.rules.insured import Deadline, Event, Insured
from sandbox.rules.months import Month, month_of, plus_months
from sandbox.rules.profile import Profile
from sandbox.rules.rule import ClaimDeadline, EventRequired, Rule, TailCoverageMonths, WaitingDays

RuleType = TypeVar("RuleType", bound=Rule)


class Question(Struct, frozen=True):
    profile: Profile
    benefit: str
    insured: Insured
    today: date

    def rules(self, kind: type[RuleType]) -> list[RuleType]:
        """The rules for this person; one written for what happened to him replaces the general one."""
        insured = self.insured
        in_force = self.profile.rules_of(kind, self.benefit, self.day)
        open_rules = [rule for rule in in_force if rule.concerns(insured.member_class, insured.scheme)]
        happened = {event.kind for event in insured.events}
        special = [rule for rule in open_rules if rule.when in happened]
        return special or [rule for rule in open_rules if rule.when is None] or open_rules

    @property
    def event(self) -> Event | None:
        """The latest event that gives this benefit, if one is on file."""
        needed = self.profile.rules_of(EventRequired, self.benefit, self.today)
        fitting = [event for event in self.insured.events if event.day <= self.today and any(rule.matches(event.kind) for rule in needed)]
        return max(fitting, key=lambda event: event.day, default=None)

    @property
    def day(self) -> date:
        """Months and ages count as of the event; without one, as if it happened today."""
        return self.event.day if self.event else self.today

    @property
    def reference(self) -> Month:
        return month_of(self.day)

    def event_required(self) -> bool:
        return bool(self.rules(EventRequired))

    def covered_until(self) -> date | None:
        """Last day of cover; None while membership runs, and for what is never lost."""
        ended = self.insured.ended_on
        tails = self.rules(TailCoverageMonths)
        if ended is None or any(tail.for_life for tail in tails):
            return None
        return max((plus_months(ended, tail.months) for tail in tails if tail.months), default=ended)

    def cover_is_over(self) -> bool:
        until = self.covered_until()
        return until is not None and self.day > until

    def deadline(self) -> Deadline | None:
        for rule in self.rules(ClaimDeadline):
            last_day = self.event.day + timedelta(days=rule.days) if self.event else None
            return Deadline(days=rule.days, event=rule.event, last_day=last_day)
        return None

    def pays_from(self) -> date | None:
        if self.event is None:
            return None
        return self.event.day + timedelta(days=sum(rule.days for rule in self.rules(WaitingDays)))
