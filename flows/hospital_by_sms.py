"""The hospital, asked for by SMS: one's own in a few words with the rest one SMS away, or anybody's by exact member number."""

from __future__ import annotations

import msgspec

from engine.call import Call
from engine.flow import Enter, Flow, Record, Step
from engine.screens import Menu, Option
from engine.text import _
from flows import hospital, longest, lookup
from flows.texting_words import wrong_number


class BySms(Record):
    """own: the caller's. found: somebody's, whose number is forgotten once it is answered."""

    own: hospital.OwnHospital = msgspec.field(default_factory=hospital.OwnHospital)
    found: lookup.Lookup = msgspec.field(default_factory=lookup.Lookup)


def longest_names() -> BySms:
    """A hospital that lost its contract, and a large family."""
    return BySms(own=hospital.lost_hospital(), found=lookup.large_family())


def usual() -> BySms:
    """What most are answered."""
    found = lookup.Lookup(name=longest.MASKED_NAME, entitled=True, hospital=longest.HOSPITAL)
    return BySms(own=hospital.tail_cover(), found=found)


flow = Flow("hospital_by_sms", BySms, examples=(longest_names, usual, BySms))


@flow.action
def see_own(record: BySms, call: Call) -> Step:
    """A member's own; anybody else is asked whose."""
    if hospital.MEMBER.isdisjoint(call.caller.features):
        return lookup.flow.start
    record.own = hospital.OwnHospital()
    hospital.read_cover(record.own, call)
    return show_own


@flow.screen
def show_own(record: BySms) -> Menu:
    """Covered or not, until when, where; the family and all else behind it."""
    return Menu(hospital.facts(record.own), Option("more", _("More"), hospital.flow.enter(record.own, hospital.show_hospital)))


@flow.action
def see_somebody(record: BySms, call: Call) -> Step:
    """Asks the backend, which counts the look-up and writes it to the member's access log."""
    lookup.look(record.found, call)
    return show_somebody


@flow.screen
def show_somebody(record: BySms) -> Menu:
    """What anyone may know."""
    return Menu(lookup.found_lines(record.found))


@flow.screen
def show_wrong_number(record: BySms) -> Menu:
    """A slip in the number."""
    return Menu(wrong_number())


def of_number(number: str) -> Enter:
    """The way into this flow for a member number sent alone."""
    return flow.enter(BySms(found=lookup.Lookup(number=number)), see_somebody)
