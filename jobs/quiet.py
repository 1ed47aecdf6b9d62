"""When nobody is woken by us: from 20:00 to 08:00 in Vientiane."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from engine.call import VIENTIANE

EVENING, MORNING = 20, 8
DAY_SECONDS: Final = 24 * 3600.0
QUIET_SECONDS: Final = (MORNING - EVENING) % 24 * 3600.0


def is_night(moment: datetime) -> bool:
    """Whether it is quiet then."""
    return not MORNING <= moment.astimezone(VIENTIANE).hour < EVENING


def evening(moment: datetime, now: float) -> float:
    """When the quiet of that day begins, by this machine's clock, which says `now` at that moment of another clock."""
    local = moment.astimezone(VIENTIANE)
    return now + (local.replace(hour=EVENING, minute=0, second=0, microsecond=0) - local) / timedelta(seconds=1)


def morning(evening_at: float | None, now: float) -> float | None:
    """When the quiet ends; None while it is day. evening_at: any day's; this machine's own without it."""
    began = evening(datetime.fromtimestamp(now, UTC), now) if evening_at is None else evening_at
    since = (now - began) % DAY_SECONDS
    return now + QUIET_SECONDS - since if since < QUIET_SECONDS else None
