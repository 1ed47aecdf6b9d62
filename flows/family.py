"""Who is covered with the caller: until when or why not, and at which hospital."""

from __future__ import annotations

from datetime import date

import msgspec

from backend_client.hospitals import FamilyMember, PublicHospital
from backend_client.shapes import Name, Relation
from engine.call import Call
from engine.flow import Flow, Late, Record, Step
from engine.formats import day
from engine.screens import Menu, Option
from engine.text import N_, _
from flows import longest
from flows.names import named
from flows.places import hospital_lines, shown


class Relative(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is shown of one family member; the name stays masked, whoever is looking."""

    name: Name = Name()
    relation: Relation = Relation.OTHER
    covered: bool = False
    until: date | None = None
    because: str | None = None
    hospital: PublicHospital | None = None


class Family(Record):
    """chosen: which of the relatives is read."""

    relatives: tuple[Relative, ...] = ()
    chosen: int = 0


def large_family() -> Family:
    """Many children, the chosen one growing out of the cover, at the hospital with the longest name."""
    child = Relative(
        name=longest.MASKED_NAME,
        relation=Relation.CHILD,
        covered=True,
        until=longest.DAY,
        because="age_limit",
        hospital=longest.HOSPITAL,
    )
    return Family(relatives=(child,) * 8)


def alone() -> Family:
    """Nobody."""
    return Family()


flow = Flow("family", Family, title=N_("Family"), examples=(large_family, alone))


@flow.action(late=Late.READY)
def look_up(record: Family, call: Call) -> Step:
    """Asks the backend; it wants the PIN when several members share the number."""
    record.relatives = tuple(map(relative, call.backend.members.family().items))
    return show_family


@flow.screen
def show_family(record: Family) -> Menu:
    """Everybody, in a line each."""
    if not record.relatives:
        return Menu(_("No family is recorded with you. To add them: 021 243725"))
    options = (Option(str(n), in_a_line(one), show_relative, save={"chosen": n}) for n, one in enumerate(record.relatives))
    return Menu(_("Your family:"), *options)


@flow.screen
def show_relative(record: Family) -> Menu:
    """One of them."""
    one = record.relatives[record.chosen] if record.chosen < len(record.relatives) else Relative()
    return Menu(f"{who(one)}\n{cover_line(one)}\n{hospital_lines(one.hospital)}")


def relative(member: FamilyMember) -> Relative:
    """What is kept of a family member."""
    return Relative(
        member.masked_name, member.relation, member.covered_today, member.valid_until, member.ends_because, shown(member.hospital)
    )


RELATIONS = {
    Relation.SPOUSE: N_("spouse"),
    Relation.CHILD: N_("child"),
    Relation.PARENT: N_("parent"),
    # Translators: a relative who is not spouse, child or parent.
    Relation.OTHER: N_("relative"),
}


def who(one: Relative) -> str:
    """The masked name and what the person is to the caller."""
    return f"{named(one.name)} ({_(RELATIONS[one.relation])})"


def in_a_line(one: Relative) -> str:
    """As short as it can be told: until when stands on the page of each."""
    return _("%(who)s: covered", who=who(one)) if one.covered else _("%(who)s: not covered", who=who(one))


def cover_line(one: Relative) -> str:
    """Covered or not, until when, and why it ends."""
    match one.covered, one.until, one.because:
        case True, date() as last, "age_limit":
            return _("Covered until %(day)s: then the age limit is reached.", day=day(last))
        case True, date() as last, _reason:
            return _("Covered until %(day)s.", day=day(last))
        case False, _last, "age_limit":
            return _("Not covered: past the age limit. Ask 021 243725")
        case False, _last, "membership_ended":
            return _("Not covered: the membership has ended. Ask 021 243725")
        case False, _last, _reason:
            return _("Not covered today. Ask 021 243725")
        case _:
            return _("Covered today.")
