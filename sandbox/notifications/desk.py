"""Keeps a row for each thing there is to tell, lends it to one sender at a time, and has it told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.backend import Backend
from sandbox.notification_tables import Notification
from sandbox.notifications import months, requests, standing
from sandbox.notifications.news import Desk, News
from sandbox.payment_tables import OutgoingEvent
from sandbox.payments.machine import machine_now
from sandbox.policy.problems import Refusal
from sandbox.records.tokens import new_id
from sandbox.tables import Person

IN_HANDS = timedelta(seconds=60)
SOURCES = (months.due_soon, months.missed, standing.ending, standing.reached, requests.moved, requests.changed)
Told = tuple[Notification, News]


def look(sql: Session, backend: Backend) -> list[Told]:
    """Everything that is true now, each with its row; what is new gets one, and a webhook with it."""
    desk = Desk(sql, backend, backend.clock.now())
    everybody = sql.scalars(select(Person).where(Person.reminders, Person.restricted.is_(False), Person.died_on.is_(None)))
    return _with_rows(desk, chain(requests.decided(desk), chain.from_iterable(_of_person(desk, person) for person in everybody)))


def one(sql: Session, backend: Backend, name: str, *, held: bool = False) -> Told:
    """Raises Refusal: `not_found` for what is unknown, and for what is not true any more."""
    row = sql.get(Notification, name.replace("\0", ""), with_for_update=held or None)
    if row is None:
        raise Refusal("not_found")
    desk = Desk(sql, backend, backend.clock.now())
    person = sql.get(Person, row.person_id) if row.person_id else None
    found = requests.decided(desk) if row.kind == "phone_registration.decided" else _of_person(desk, person) if person else ()
    for news in found:
        if (news.kind, news.subject) == (row.kind, row.subject):
            return row, news
    raise Refusal("not_found")


def _of_person(desk: Desk, person: Person) -> Iterator[News]:
    msisdn = desk.number(person)
    if msisdn is not None:
        for source in SOURCES:
            yield from source(desk, person, msisdn)


def _with_rows(desk: Desk, found: Iterable[News]) -> list[Told]:
    known = {(row.kind, row.subject): row for row in desk.sql.scalars(select(Notification))}
    return [(known.get((news.kind, news.subject)) or _begun(desk, news), news) for news in found]


def _begun(desk: Desk, news: News) -> Notification:
    """Another look, at the same moment, may have been first: then its row is the one."""
    name = new_id("ntf")
    values = {"id": name, "kind": news.kind, "subject": news.subject, "person_id": news.reader.id if news.reader else None}
    try:
        with desk.sql.begin_nested():
            desk.sql.execute(insert(Notification).values(**values, created_at=desk.now, unreported=0))
    except IntegrityError:
        same = select(Notification).where(Notification.kind == news.kind, Notification.subject == news.subject)
        return desk.sql.scalars(same).one()
    event = OutgoingEvent(id=new_id("msg"), type=news.kind, notification_id=name, created_at=desk.now, due_at=machine_now())
    desk.sql.add(event)
    return desk.sql.get_one(Notification, name)


def state(row: Notification) -> str:
    if row.sent_at:
        return "sent"
    return "sending" if row.until and row.until > machine_now() else "owed"


def report(sql: Session, backend: Backend, name: str, said: str) -> tuple[Notification, News | None]:
    """Raises Refusal: `duplicate` when it is in other hands or sent, `not_found` when it need not be told any more.

    What was sent is noted also when it has ceased to be true since it was taken in hand.
    """
    if said == "sending":
        row, news = one(sql, backend, name, held=True)
        if state(row) != "owed":
            raise _in_other_hands(row)
        row.until, row.unreported = machine_now() + IN_HANDS, row.unreported + 1
        return row, news
    row_of = sql.get(Notification, name.replace("\0", ""), with_for_update=True)
    if row_of is None or row_of.until is None:
        raise Refusal("not_found")
    if said == "sent":
        row_of.sent_at = row_of.sent_at or backend.clock.now()
    elif not row_of.sent_at:
        row_of.until, row_of.unreported = machine_now(), max(0, row_of.unreported - 1)
    return row_of, None


def _in_other_hands(row: Notification) -> Refusal:
    if row.sent_at or row.until is None:
        return Refusal("duplicate")
    return Refusal("duplicate", retry_after=max(1, int((row.until - machine_now()).total_seconds()) + 1))
