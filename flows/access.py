"""Who looked at my record, newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from backend_client.access_log import AccessLogEntry, Looker
from backend_client.shapes import Channel, Purpose
from engine.call import Call
from engine.flow import Flow, Level, Record, Step
from engine.formats import day
from engine.screens import Menu, Option, when
from engine.text import N_, _
from flows.as_of import local_day

A_PAGE: Final = 4

# Tables of functions, not of texts: each is translated when it is read.
WHO: Final[dict[Looker, Callable[[], str]]] = {
    # Translators: the member himself looked at the record.
    Looker.SELF: lambda: _("you"),
    Looker.FAMILY: lambda: _("your family"),
    Looker.OPERATOR: lambda: _("NSSO staff"),
    Looker.EMPLOYER: lambda: _("your employer"),
    # Translators: NSSO's computer, without a person.
    Looker.SYSTEM: lambda: _("NSSO system"),
}
PARTS: Final[dict[str, Callable[[], str]]] = {
    "hospital": lambda: _("hospital"),
    "family": lambda: _("family"),
    "contributions": lambda: _("months paid"),
    "benefits": lambda: _("benefits"),
    "claims": lambda: _("claims"),
    "old_age_balance": lambda: _("old-age savings"),
    "book": lambda: _("my book"),
    "preferences": lambda: _("settings"),
    "pin": lambda: _("PIN"),
    "phone": lambda: _("phone number"),
    "case": lambda: _("case"),
}


class Looks(Record):
    """A page of looks, and the way to older ones."""

    items: tuple[AccessLogEntry, ...] = ()
    cursor: str = ""


def many() -> Looks:
    """A page of the longest entries."""
    look = AccessLogEntry(
        at=datetime(2026, 12, 28, tzinfo=UTC),
        who=Looker.OPERATOR,
        masked_msisdn="***99",
        channel=Channel.HOTLINE,
        purpose=Purpose.HOTLINE,
        what="contributions",
    )
    return Looks(items=(look,) * A_PAGE, cursor="c")


flow = Flow("access", Looks, title=N_("Who looked at my data"), examples=(many, Looks))


@flow.action(level=Level.NUMBER)
def look_up(record: Looks, call: Call) -> Step:
    """The newest."""
    record.cursor = ""
    return read_page(record, call)


@flow.action(level=Level.NUMBER)
def look_further(record: Looks, call: Call) -> Step:
    """The page after."""
    return read_page(record, call)


@flow.screen
def show_looks(record: Looks) -> Menu:
    """When, who, and at what."""
    text = "\n".join(map(line, record.items)) or _("Nobody has looked at your data.")
    return Menu(text, when(record.cursor, Option("older", _("Older"), look_further)))


def read_page(record: Looks, call: Call) -> Step:
    """Replaces the page that was shown."""
    page = call.backend.access_log.read(record.cursor, limit=A_PAGE)
    record.items, record.cursor = page.items, page.next_cursor or ""
    return show_looks


def line(look: AccessLogEntry) -> str:
    """One look."""
    return _("%(who)s, %(day)s: %(what)s", day=day(local_day(look.at)), who=who(look), what=what(look.what))


def who(look: AccessLogEntry) -> str:
    """Who looked; of a stranger the last two digits of the number."""
    if look.who in WHO:
        return WHO[look.who]()
    return _("someone, %(phone)s", phone=look.masked_msisdn) if look.masked_msisdn else _("someone")


def what(part: str) -> str:
    """The part of the record."""
    # Translators: data about a member in general.
    return PARTS.get(part, lambda: _("data"))()
