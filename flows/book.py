"""My book: what NSSO holds on me, in seven groups (S44)."""

from __future__ import annotations

from datetime import date
from typing import Final

from backend_client.book import (
    Basic,
    Book,
    ContactDetails,
    Employer,
    HealthInsurance,
    HouseholdMember,
    SocialInsurance,
    UnemploymentInsurance,
)
from engine.call import Call
from engine.flow import Flow, Late, Level, Record, Step
from engine.screens import Menu, Option, when
from engine.text import N_, _
from flows import book_examples, book_words
from flows.as_of import as_of, local_day

GROUPS: Final = {
    # Translators: the seven groups of what NSSO holds on a member; each is one line of a menu.
    "basic": N_("Me"),
    "contact": N_("Phone and address"),
    "household": N_("Household"),
    "social_insurance": N_("Membership"),
    "health_insurance": N_("Health insurance"),
    "unemployment_insurance": N_("Unemployment"),
    "employer": N_("Employer"),
}


class MyBook(Record):
    """groups: those the member has. group: the one that is read; only its part is kept, the other six are not."""

    groups: tuple[str, ...] = ()
    on: date = date(2026, 1, 1)
    group: str = ""
    basic: Basic | None = None
    contact: ContactDetails | None = None
    household: tuple[HouseholdMember, ...] = ()
    social_insurance: SocialInsurance | None = None
    health_insurance: HealthInsurance | None = None
    unemployment_insurance: UnemploymentInsurance | None = None
    employer: Employer | None = None


def opened_at(group: str) -> MyBook:
    """A full book, opened at one group."""
    record = MyBook()
    turn_to(record, book_examples.full, group)
    return record


def empty() -> MyBook:
    """Nothing on record."""
    return MyBook(groups=("household",), group="household")


flow = Flow("book", MyBook, title=N_("My book"), examples=(*(lambda group=group: opened_at(group) for group in GROUPS), empty))


@flow.action(level=Level.PIN, late=Late.READY)
def look_up(record: MyBook, call: Call) -> Step:
    """Asks the backend which groups there are."""
    turn_to(record, call.backend.members.book(), "")
    return show_groups


@flow.screen
def show_groups(record: MyBook) -> Menu:
    """The seven groups; one the member does not have keeps its number free."""
    return Menu(
        _("My book at NSSO. Something wrong? 020 77982994"),
        *(when(group in record.groups, Option(group, _(label), read, save={"group": group})) for group, label in GROUPS.items()),
    )


@flow.action(level=Level.PIN, late=Late.READY)
def read(record: MyBook, call: Call) -> Step:
    """Asks the backend for the book, and keeps one group of it."""
    turn_to(record, call.backend.members.book(), record.group)
    return show_group


@flow.screen(listing=True)
def show_group(record: MyBook) -> Menu:
    """One group, as of when."""
    return Menu("\n".join([*group_lines(record), as_of(record.on)]))


def turn_to(record: MyBook, book: Book, group: str) -> None:
    """Keeps one group of the book: a session holds what its screen shows."""
    record.groups = tuple(name for name in GROUPS if name == "household" or getattr(book, name))
    record.on, record.group = local_day(book.as_of), group
    for name in GROUPS:
        empty_part = () if name == "household" else None
        setattr(record, name, getattr(book, name) if name == group else empty_part)


def group_lines(record: MyBook) -> list[str]:
    """The lines of the group that is read."""
    if record.basic:
        return list(book_words.basic_lines(record.basic))
    if record.contact:
        return list(book_words.contact_lines(record.contact))
    if record.social_insurance:
        return list(book_words.social_lines(record.social_insurance))
    if record.health_insurance:
        return list(book_words.health_lines(record.health_insurance))
    if record.unemployment_insurance:
        return list(book_words.unemployment_lines(record.unemployment_insurance))
    if record.employer:
        return list(book_words.employer_lines(record.employer))
    return list(book_words.household_lines(record.household))
