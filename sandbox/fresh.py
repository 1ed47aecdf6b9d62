"""A fresh start: empty tables, all the pretend people, their months and claims."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import inspect

from sandbox import notification_tables, payment_tables, traffic_tables
from sandbox.database import Database
from sandbox.policy.pins import Pins
from sandbox.reference_tables import Base, Persona
from sandbox.seed import seed

# Imported so that their tables are among those made.
TABLES = (Base.metadata, traffic_tables, payment_tables, notification_tables)


def start_anew(database: Database, pins: Pins) -> None:
    """Before anybody asks: also the tables themselves, which an earlier release may have left in another shape."""
    Base.metadata.drop_all(database.engine)
    Base.metadata.create_all(database.engine)
    reset(database, pins)


def start_if_empty(database: Database, pins: Pins) -> None:
    if not inspect(database.engine).has_table(Persona.__tablename__):
        start_anew(database, pins)


def reset(database: Database, pins: Pins) -> None:
    """In one transaction: who asks meanwhile sees the old people or the new ones, never half of them."""
    with database.transaction() as sql:
        for table in reversed(Base.metadata.sorted_tables):
            sql.execute(table.delete())
        seed(sql, _hashes(pins))


@cache
def _hashes(pins: Pins) -> Callable[[str], str]:
    # Most pretend people have the same PIN and a hash takes its 38 ms: one each is enough, also for later resets.
    return cache(pins.hashed)
