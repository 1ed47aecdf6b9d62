"""Who is covered with me, where, and until when."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from sandbox.caller import Caller
from sandbox.cover import cover_of
from sandbox.records import people
from sandbox.records.looks import write_look
from sandbox.resources.names import day, full_name, hospital_view, masked
from sandbox.tables import FamilyLink, Person
from sandbox.web.doors import member

blueprint = Blueprint("family", __name__)


@blueprint.get("/me/family")
@member("family_hospital", "L1", look="family")
def family(caller: Caller) -> dict[str, Any]:
    links = people.family(caller.sql, caller.known.id)
    for _, person in links:
        write_look(caller.sql, caller.session, person.id, "family", "hospital", caller.purpose, caller.now)
    return {"as_of": caller.as_of, "items": [_member(caller, link, person) for link, person in links]}


def _member(caller: Caller, link: FamilyLink, person: Person) -> dict[str, Any]:
    cover = cover_of(caller.sql, caller.backend.profiles, person, caller.today)
    whole = caller.has("L2")
    return {
        "member_ref": person.member_ref,
        "masked_name": masked(person),
        "name": full_name(person) if whole else None,
        "relation": link.relation,
        "birth_date": day(person.birth_date) if whole else None,
        "covered_today": cover.is_valid(caller.today),
        "valid_until": day(cover.until),
        "ends_because": cover.ends_because,
        "hospital": hospital_view(cover.hospital, caller.today),
    }
