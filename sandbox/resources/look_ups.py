"""Anyone's hospital by exact member number: one answer for who may be seen, one refusal for everybody else."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from sandbox.backend import backend
from sandbox.caller import Caller
from sandbox.cover import Cover, cover_of
from sandbox.policy.masking import name
from sandbox.policy.problems import Refusal
from sandbox.policy.references import is_checked
from sandbox.records import look_ups, people
from sandbox.records.looks import write_look
from sandbox.resources.names import masked, province_name
from sandbox.tables import Person
from sandbox.web.answers import answer
from sandbox.web.bodies import LookUpEntitlement, body
from sandbox.web.doors import knock

blueprint = Blueprint("look_ups", __name__)


@blueprint.post("/entitlement-lookups")
def look_up() -> Response:
    parts = backend()
    with parts.database.transaction() as sql:
        caller = knock(sql)
        member_no = body(LookUpEntitlement).member_no
        too_many = look_ups.count(sql, caller.session, member_no, caller.now)
    # The count stays, whatever comes after.
    if too_many:
        raise too_many
    with parts.database.transaction() as sql:
        caller = knock(sql)
        person, hidden = _whom(caller, member_no)
        shown = _view(caller, person)
        write_look(sql, caller.session, None if hidden else person.id, "public", "hospital", caller.purpose, caller.now)
    if hidden:
        raise Refusal("not_found")
    return answer(shown)


def _whom(caller: Caller, member_no: str) -> tuple[Person, bool]:
    """Who is looked at, and whether nobody may know. Instead of whoever is hidden, and of nobody, a stand-in is looked at:
    what is done, and the time it takes, is the same for all of them."""
    found, stand_in = people.by_number(caller.sql, member_no), people.stand_in(caller.sql)
    closed = found is None or not is_checked(member_no) or found.restricted or found.died_on is not None or not found.public_lookup
    over = _cover(caller, found or stand_in).is_over(caller.today)
    hidden = closed or over
    return (stand_in if found is None or hidden else found), hidden


def _view(caller: Caller, person: Person) -> dict[str, Any]:
    own = _cover(caller, person)
    covers = [_cover(caller, relative) for _, relative in people.family(caller.sql, person.id)]
    return {
        "as_of": caller.as_of,
        "masked_name": masked(person),
        "entitled_today": own.is_valid(caller.today),
        "hospital": _hospital(own),
        "family": [
            {"number": number, "entitled_today": cover.is_valid(caller.today), "hospital": _hospital(cover)}
            for number, cover in enumerate(covers, 1)
        ],
    }


def _cover(caller: Caller, person: Person) -> Cover:
    return cover_of(caller.sql, caller.backend.profiles, person, caller.today)


def _hospital(cover: Cover) -> dict[str, Any] | None:
    place = cover.hospital
    if place is None:
        return None
    return {"name": name(place.name_lo, place.name_latin), "province": province_name(place.province), "phone": place.phone}
