"""Who I am: masked below L2, in full with the PIN."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from sandbox.caller import Caller
from sandbox.policy.masking import masked_number
from sandbox.records import people
from sandbox.resources.names import day, full_name, masked, membership_view
from sandbox.web.doors import member

blueprint = Blueprint("me", __name__)


@blueprint.get("/me")
@member("identity", "L1", look="identity")
def me(caller: Caller) -> dict[str, Any]:
    person, whole = caller.known, caller.has("L2")
    return {
        "as_of": caller.as_of,
        "member_ref": person.member_ref,
        "masked_name": masked(person),
        "masked_member_no": masked_number(person.member_no),
        "name": full_name(person) if whole else None,
        "member_no": person.member_no if whole else None,
        "sex": person.sex if whole else None,
        "birth_date": day(person.birth_date) if whole else None,
        "classes": caller.classes(),
        "memberships": [membership_view(row, whole=whole) for row in people.memberships(caller.sql, person.id)],
    }
