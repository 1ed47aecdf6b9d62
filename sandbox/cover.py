"""Health cover of one person on one day: his own, or through the head of his family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from sandbox.records import people
from sandbox.records.insurance import insured
from sandbox.reference_tables import Hospital
from sandbox.rules.profile import Profile
from sandbox.rules.question import Question
from sandbox.tables import FamilyLink, Membership, Person

BENEFIT = "health_care"


@dataclass(frozen=True)
class Cover:
    """`until`: the last day, None while contributions go on. `tail`: the membership is over, the cover not yet."""

    hospital: Hospital | None
    since: date | None
    until: date | None
    tail: bool
    pending: bool = False
    ends_because: str | None = None

    def is_over(self, today: date) -> bool:
        return self.until is not None and today > self.until

    def is_valid(self, today: date) -> bool:
        started = self.since is None or self.since <= today
        return self.hospital is not None and started and not self.pending and not self.is_over(today)


def cover_of(sql: Session, profiles: dict[str, Profile], person: Person, today: date) -> Cover:
    membership = people.main_membership(sql, person.id)
    if membership is not None and membership.member_class != "dependant":
        return _own(sql, profiles[person.profile], person, membership, today)
    covers = [_through(sql, profiles, person, link, head, today) for link, head in people.heads(sql, person.id)]
    # Two parents may both cover a child: the longer cover counts.
    longest = max(covers, key=lambda cover: cover.until or date.max, default=None)
    return longest or Cover(person.hospital, person.hospital_from, None, tail=False, pending=True)


def _own(sql: Session, profile: Profile, person: Person, membership: Membership, today: date) -> Cover:
    # How long cover lasts asks for no months, and they are what takes its time.
    until = Question(profile, BENEFIT, insured(sql, person, membership, rows=()), today).covered_until()
    tail = membership.state in {"ended", "suspended"}
    because = "membership_ended" if until else None
    return Cover(person.hospital, person.hospital_from, until, tail, membership.state == "pending", because)


def _through(sql: Session, profiles: dict[str, Profile], person: Person, link: FamilyLink, head: Person, today: date) -> Cover:
    own_place = (person.hospital or head.hospital, person.hospital_from or head.hospital_from)
    if head.died_on:
        return Cover(*own_place, link.until, tail=True, ends_because=link.ends_because)
    of_head = cover_of(sql, profiles, head, today)
    through = replace(of_head, hospital=own_place[0], since=own_place[1])
    if link.until and (of_head.until is None or link.until < of_head.until):
        return replace(through, until=link.until, ends_because=link.ends_because)
    return through
