"""Who looked at my record."""

from __future__ import annotations

from datetime import datetime

from backend_client.calls import Calls
from backend_client.shapes import Channel, Purpose, Shape, Word


class Looker(Word):
    """Who looked."""

    SELF = "self"
    PUBLIC = "public"
    FAMILY = "family"
    OPERATOR = "operator"
    EMPLOYER = "employer"
    SYSTEM = "system"
    OTHER = "other"


class AccessLogEntry(Shape, frozen=True, kw_only=True):
    """One look. `what`: the part of the record; `masked_msisdn`: the last two digits of the number that looked."""

    at: datetime
    who: Looker
    masked_msisdn: str | None = None
    channel: Channel
    purpose: Purpose
    what: str


class AccessLogPage(Shape, frozen=True, kw_only=True):
    """Newest first; `next_cursor` for the page after, None on the last."""

    as_of: datetime
    items: tuple[AccessLogEntry, ...]
    next_cursor: str | None = None


class AccessLog:
    """The looks at the caller's record; at L1, at L2 when several members share the number."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def read(self, cursor: str = "", limit: int = 0) -> AccessLogPage:
        """limit: 1-120, the backend's own when 0."""
        return self._calls.read(AccessLogPage, "/me/access-log", query={"cursor": cursor, "limit": str(limit) if limit else ""})
