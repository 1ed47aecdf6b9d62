"""A caller's session as the contract writes it: all that a menu needs."""

from __future__ import annotations

from typing import Any

from sandbox.caller import Caller
from sandbox.moments import written
from sandbox.policy.masking import masked_name
from sandbox.policy.matrix import in_order
from sandbox.records import people
from sandbox.records.preferences import language
from sandbox.resources.channel import FEATURES
from sandbox.tables import Person


def session_view(caller: Caller, token: str) -> dict[str, Any]:
    session = caller.session
    spoken, script = language(caller.sql, session.msisdn, caller.person)
    proven = bool(caller.members or caller.employer_contact)
    return {
        "id": session.id,
        "caller_token": token,
        "expires_at": written(session.expires_at),
        "as_of": caller.as_of,
        "level": caller.level,
        "channel_level": session.channel_level if proven else "L0",
        "members": [_member(caller, person) for person in caller.members],
        "member": _member(caller, caller.person) if caller.person else None,
        "classes": caller.classes(),
        "may": in_order(caller.may()),
        "pin_set": bool(caller.person and caller.person.pin_hash),
        "pin_locked_until": _locked_until(caller),
        "language": spoken,
        "script": script,
        "hold": {"code": "sim_swap_hold", "until": written(caller.hold_until)} if caller.hold_until else None,
        "features": {**FEATURES, "old_age_balance": bool(caller.person and caller.person.old_age_balance)},
    }


def _member(caller: Caller, person: Person) -> dict[str, Any]:
    classes, state = people.standing(caller.sql, person)
    return {
        "member_ref": person.member_ref,
        "masked_name": masked_name(person.name_lo, person.name_latin),
        "classes": classes,
        "state": state,
        "pin_set": person.pin_hash is not None,
    }


def _locked_until(caller: Caller) -> str | None:
    until = caller.person.pin_locked_until if caller.person else None
    return written(until) if until and until > caller.now else None
