"""A fresh start: empty tables, all the pretend people, their months and claims."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from typing import Final

from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError, OperationalError

from sandbox import notification_tables, payment_tables, traffic_tables
from sandbox.database import Database
from sandbox.policy.pins import Pins
from sandbox.reference_tables import Base, Persona
from sandbox.seed import seed

# Imported so that their tables are among those made.
TABLES = (Base.metadata, traffic_tables, payment_tables, notification_tables)
# How often it is begun again when another transaction was in the way, and how long that one is given.
TRIES: Final = 5
PAUSE_SECONDS: Final = 0.2


def start_anew(database: Database, pins: Pins) -> None:
    """Before anybody asks: also the tables themselves, which an earlier release may have left in another shape."""
    Base.metadata.drop_all(database.engine)
    Base.metadata.create_all(database.engine)
    reset(database, pins)


def start_if_empty(database: Database, pins: Pins) -> None:
    if not inspect(database.engine).has_table(Persona.__tablename__):
        start_anew(database, pins)


def reset(database: Database, pins: Pins) -> None:
    """In one transaction: who asks meanwhile sees the old people or the new ones, never half of them.

    PostgreSQL lets the sandbox's own sweeps write beside it, and gives one of two up that stand in each other's way.
    """
    for _ in range(TRIES - 1):
        try:
            return _renew(database, pins)
        except (IntegrityError, OperationalError):
            time.sleep(PAUSE_SECONDS)
    return _renew(database, pins)


def _renew(database: Database, pins: Pins) -> None:
    with database.transaction() as sql:
        for table in reversed(Base.metadata.sorted_tables):
            sql.execute(table.delete())
        seed(sql, _hashes(pins))


@cache
def _hashes(pins: Pins) -> Callable[[str], str]:
    # Most pretend people have the same PIN and a hash takes its 38 ms: one each is enough, also for later resets.
    return cache(pins.hashed)
