"""References that nobody bears yet: of a million orders one in nine hundred would be given another's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from sandbox.policy.references import new_reference


def unused_reference(sql: Session, *columns: InstrumentedAttribute[str], draw: Callable[[], str] = new_reference) -> str:
    """One that no row has in these columns. What somebody else takes in the same moment is found by the column's own index."""
    while True:
        number = draw()
        if not any(sql.connection().execute(_bearing(column), {"number": number}).scalar() for column in columns):
            return number


@cache
def _bearing(column: InstrumentedAttribute[str]) -> Select[str]:
    return select(column).where(column == bindparam("number")).limit(1)
