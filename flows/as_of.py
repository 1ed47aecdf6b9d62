"""As of when an answer holds (S45): the backend's moment as a day in Vientiane."""

from __future__ import annotations

from datetime import date, datetime

from engine.call import VIENTIANE
from engine.formats import day
from engine.text import _


def local_day(moment: datetime) -> date:
    """The day in Vientiane; the backend's clock decides, not this machine's."""
    return moment.astimezone(VIENTIANE).date()


def as_of(value: date) -> str:
    """The line below an answer that changes from day to day."""
    # Translators: the day up to which the answer is current; as short as it can be.
    return _("As of %(day)s", day=day(value))
