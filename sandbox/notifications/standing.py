"""Where somebody stands: cover that ends soon, a benefit come within reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sandbox.cover import cover_of
from sandbox.notifications.months import stage_of
from sandbox.notifications.news import Desk, News
from sandbox.policy.matrix import permissions
from sandbox.records import people
from sandbox.records.insurance import contributions, insured
from sandbox.rules.assess import assess_all
from sandbox.rules.insured import State
from sandbox.rules.months import month_of
from sandbox.tables import Contribution, Membership, Person

BEFORE_END = (3, 14)
REACHED_DAYS = 7


def ending(desk: Desk, person: Person, msisdn: str) -> Iterator[News]:
    """One's own cover, and that of somebody in the family who has no phone to be told by."""
    yield from _ending(desk, person, person, msisdn)
    for _, member in people.family(desk.sql, person.id):
        if not people.phones(desk.sql, member.id):
            yield from _ending(desk, member, person, msisdn)


def _ending(desk: Desk, member: Person, reader: Person, msisdn: str) -> Iterator[News]:
    until = cover_of(desk.sql, desk.backend.profiles, member, desk.today).until
    stage = stage_of((until - desk.today).days, BEFORE_END) if until else None
    if stage is not None:
        subject = f"{reader.id}:{member.id}:{until}:{stage}"
        yield News("coverage.ending", subject, msisdn, reader, ends_on=until, family=member.id != reader.id)


def reached(desk: Desk, person: Person, msisdn: str) -> Iterator[News]:
    """A benefit that was out of reach a week ago and is likely now. Which one is not said: that is for behind the PIN."""
    membership = people.main_membership(desk.sql, person.id)
    granted = permissions(people.classes(desk.sql, person), civil_servant_benefits=desk.backend.settings.civil_servant_benefits)
    if membership is None or membership.state != "active" or "benefits" not in granted:
        return
    rows = [row for row in contributions(desk.sql, person.id) if row.posted_on]
    if not _may_have_changed(person, rows, desk.today):
        return
    now = _likely(desk, person, membership, rows, desk.today)
    if not now - _likely(desk, person, membership, rows, desk.today - timedelta(days=REACHED_DAYS)):
        return
    for back in range(REACHED_DAYS):
        day = desk.today - timedelta(days=back)
        if now - _likely(desk, person, membership, rows, day - timedelta(days=1)):
            yield News("benefit.reached", f"{person.id}:{day}", msisdn, person)
            return


def _may_have_changed(person: Person, rows: list[Contribution], today: date) -> bool:
    """Whether a month was posted or has begun, or a year of age was reached, in this week: nothing else moves a threshold."""
    before = today - timedelta(days=REACHED_DAYS)
    posted = any(row.posted_on and before < row.posted_on <= today for row in rows)
    days = {(before + timedelta(days=later)) for later in range(1, REACHED_DAYS + 1)}
    birthday = any((day.month, day.day) == (person.birth_date.month, person.birth_date.day) for day in days)
    return posted or birthday or month_of(today) != month_of(before)


def _likely(desk: Desk, person: Person, membership: Membership, rows: list[Contribution], day: date) -> set[str]:
    """Benefits within reach on that day, by the months that were posted then."""
    posted = [row for row in rows if row.posted_on and row.posted_on <= day]
    whole = insured(desk.sql, person, membership, posted)
    return {found.type for found in assess_all(desk.profile(person), whole, day) if found.state is State.LIKELY}
