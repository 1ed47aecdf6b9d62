"""Tries at a PIN, counted in one SQL statement each, before anything is hashed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import case, or_, update
from sqlalchemy.orm import Session

from sandbox.policy.pins import LOCK, TRIES
from sandbox.tables import Person


def take_try(sql: Session, person_id: int, now: datetime) -> int | None:
    """How many tries are left after this one; None when the PIN is locked. A hundred at once take five."""
    running = or_(Person.pin_locked_until.is_(None), Person.pin_locked_until <= now)
    # A lock that is over leaves the count at its end: the first try after it is the first of five again.
    counted = case((Person.pin_locked_until.is_not(None), 1), else_=Person.pin_tries + 1)
    used: int | None = sql.scalar(
        update(Person)
        .where(Person.id == person_id, running)
        .values(pin_tries=counted, pin_locked_until=case((counted >= TRIES, now + LOCK), else_=None))
        .returning(Person.pin_tries)
        .execution_options(synchronize_session=False)
    )
    return None if used is None else TRIES - used


def forget_tries(sql: Session, person_id: int) -> None:
    sql.execute(update(Person).where(Person.id == person_id).values(pin_tries=0, pin_locked_until=None))
