"""Anyone's hospital by exact member number, and nothing more (contract: privacy rule 1)."""

from __future__ import annotations

from backend_client.hospitals import PublicHospital
from backend_client.lookups import FamilyNumber
from backend_client.shapes import Name
from engine.call import Call
from engine.flow import Flow, Record, Step
from engine.parsers import member_number
from engine.screens import Ask, Menu, Option
from engine.text import N_, _
from flows import longest
from flows.names import named
from flows.places import hospital_lines


class Lookup(Record):
    """number: asked for, forgotten once answered. family: numbered in no meaningful order."""

    number: str = ""
    name: Name = Name()
    entitled: bool = False
    hospital: PublicHospital | None = None
    family: tuple[FamilyNumber, ...] = ()


def large_family() -> Lookup:
    """Many children, at the hospital with the longest name."""
    family = tuple(FamilyNumber(number=n, entitled_today=n % 2 == 0, hospital=longest.HOSPITAL) for n in range(1, 7))
    return Lookup(name=longest.MASKED_NAME, entitled=True, hospital=longest.HOSPITAL, family=family)


def no_hospital() -> Lookup:
    """A new member who has not chosen yet."""
    return Lookup(name=Name(latin="N***"))


flow = Flow("lookup", Lookup, title=N_("Somebody's hospital"), examples=(large_family, no_hospital))


@flow.screen
def ask_number(record: Lookup) -> Ask:
    """Whose."""
    return Ask(_("Type the member number: 9 digits."), member_number, find, save="number")


@flow.action
def find(record: Lookup, call: Call) -> Step:
    """Asks the backend, which counts the look-up and writes it to the member's access log."""
    look(record, call)
    return show_hospital


def look(record: Lookup, call: Call) -> None:
    """What anyone may know of the member whose number was typed. Raises Refused, Unavailable."""
    found = call.backend.lookups.find(record.number)
    record.number = ""
    record.name, record.entitled = found.masked_name, found.entitled_today
    record.hospital, record.family = found.hospital, found.family


@flow.screen
def show_hospital(record: Lookup) -> Menu:
    """The masked name, covered or not, where, and the family by number."""
    return Menu(found_lines(record), Option("another", _("Another number"), ask_number))


def found_lines(record: Lookup) -> str:
    """The member's line, and one for each of the family."""
    lines = [covered_line(named(record.name), covered=record.entitled), hospital_lines(record.hospital)]
    lines += [relative_line(relative, record.hospital) for relative in record.family]
    return "\n".join(lines)


def covered_line(who: str, *, covered: bool) -> str:
    """Whether somebody is covered today."""
    return _("%(who)s: covered today", who=who) if covered else _("%(who)s: not covered today", who=who)


def relative_line(relative: FamilyNumber, hospital: PublicHospital | None) -> str:
    """A family member by number; the hospital only where it is another one."""
    # Translators: a family member without a name: "Family 1", "Family 2".
    line = covered_line(_("Family %(number)s", number=relative.number), covered=relative.entitled_today)
    return line if relative.hospital == hospital else f"{line}\n{hospital_lines(relative.hospital)}"
