"""One thing that is true now and worth telling to one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from sandbox.backend import Backend
from sandbox.caller import hold_of
from sandbox.moments import day_in_laos
from sandbox.records import people
from sandbox.rules.profile import Profile
from sandbox.tables import Person


@dataclass(frozen=True)
class News:
    """`subject`: the same for the same thing, so that it is told once. What is not said is None; nothing here names a cause.

    `amount`: whole kip, and only for who agreed to amounts in SMS. `family`: it is about somebody in the reader's family.
    """

    kind: str
    subject: str
    msisdn: str
    reader: Person | None
    period: str | None = None
    due_on: date | None = None
    ends_on: date | None = None
    amount: str | None = None
    ref: str | None = None
    family: bool = False


@dataclass(frozen=True)
class Desk:
    """Where news is looked for: the rows, the rules, and the moment."""

    sql: Session
    backend: Backend
    now: datetime

    @property
    def today(self) -> date:
        return day_in_laos(self.now)

    def profile(self, person: Person) -> Profile:
        return self.backend.profiles[person.profile]

    def number(self, person: Person) -> str | None:
        """On file, not blocked, and its SIM not new; None also for who wants no reminders, and for who may not be known."""
        if not person.reminders or person.restricted or person.died_on:
            return None
        for msisdn in people.phones(self.sql, person.id):
            if hold_of(people.bound_to(self.sql, msisdn), self.now) is None:
                return msisdn
        return None
