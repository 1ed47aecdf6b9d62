"""From a persona to the row of the person, the number on file, and the entry on the phone page's list."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from sandbox.data.history import amount
from sandbox.data.personas import Persona, Relative
from sandbox.data.reference import Name

PHONES = "+85620100000"
# Where a wrong PIN locks (sandbox.policy.pins): a locked persona has used up every try.
TRIES = 5


def names(prefix: str, name: Name | None) -> dict[str, str | None]:
    return {f"{prefix}_lo": name.lo if name else None, f"{prefix}_latin": name.latin if name else None}


def sim(persona_id: str, persona: Persona) -> str | None:
    """The number in the hand."""
    if persona.phone == "none":
        return None
    return persona.phone or PHONES + persona_id[1:3]


def pin(persona: Persona) -> str | None:
    return persona.pin if persona.member and persona.pin != "none" else None


def person_row(persona: Persona, person_id: int, hash_pin: Callable[[str], str]) -> dict[str, Any]:
    lives, document, balance, own_pin = persona.lives, persona.id, persona.old_age_balance, pin(persona)
    return {
        **_basic(person_id, persona.member, persona.name, persona.sex, persona.born),
        **names("village", lives.village if lives else None),
        **names("district", lives.district if lives else None),
        "province_code": lives.province if lives else None,
        "nationality": persona.nationality,
        "id_kind": document.kind if document else None,
        "id_number": document.number if document else None,
        "profile": persona.profile,
        "restricted": persona.restricted,
        "died_on": persona.died,
        "hospital_id": persona.hospital.id if persona.hospital else None,
        "hospital_from": persona.hospital.since if persona.hospital else None,
        "old_age_balance": str(amount(balance.amount)) if balance else None,
        "old_age_statement_on": balance.as_of if balance else None,
        "pin_hash": hash_pin(own_pin) if own_pin else None,
        "pin_tries": TRIES if persona.pin_locked_until else 0,
        "pin_locked_until": persona.pin_locked_until,
        "language": None if persona.language == "none" else persona.language,
        "script": None if persona.language == "none" else persona.script,
        "discreet": persona.discreet,
        "public_lookup": persona.public_lookup,
    }


def relative_row(relative: Relative, head: Persona, person_id: int) -> dict[str, Any]:
    """Who is only in somebody's family: lives and is treated where the head is, and has no phone."""
    hospital = head.hospital
    return {
        **_basic(person_id, relative.member, relative.name, relative.sex, relative.born),
        "profile": head.profile,
        "nationality": head.nationality,
        "hospital_id": hospital.id if hospital else None,
        "hospital_from": hospital.since if hospital else None,
    }


def _basic(person_id: int, member: str | None, name: Name | None, sex: str | None, born: object) -> dict[str, Any]:
    # The reference is chance, not a digest: nobody can try all member numbers against it.
    reference = f"m_{secrets.token_hex(6)}"
    return {"id": person_id, "member_ref": reference, "member_no": member, **names("name", name), "sex": sex, "birth_date": born}


def binding_row(persona_id: str, persona: Persona, person_id: int) -> dict[str, Any] | None:
    number = persona.on_file or sim(persona_id, persona)
    if persona.member is None or number is None:
        return None
    return {
        "msisdn": number,
        "person_id": person_id,
        "state": "recycled" if persona.phone_recycled else "active",
        "since": min(membership.since for membership in persona.memberships),
        "sim_changed_at": persona.sim_changed_at,
    }


def persona_row(persona_id: str, persona: Persona) -> dict[str, Any]:
    """Whose number was recycled holds it no more: whoever rings with it is nobody."""
    classes: list[str] = [persona.memberships[0].member_class] if persona.memberships and not persona.phone_recycled else []
    classes += ["employer"] if persona.speaks_for else []
    return {
        "persona": persona_id,
        "msisdn": sim(persona_id, persona),
        **names("name", persona.name),
        "classes": classes or ["none"],
        "about": persona.purpose,
        "member_no": persona.member,
        "pin": pin(persona),
    }
