"""All pretend people as rows, table by table, with one id for each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import msgspec

from sandbox.data.contribution_rows import contribution_rows
from sandbox.data.history import amount
from sandbox.data.person_rows import binding_row, person_row, persona_row, relative_row, sim
from sandbox.data.personas import Claim, Membership, Persona, Relative
from sandbox.reference_tables import EmployerContact
from sandbox.reference_tables import Persona as PersonaTable
from sandbox.rules.months import plus_months
from sandbox.rules.profile import Profile
from sandbox.tables import Claim as ClaimTable
from sandbox.tables import Contribution, FamilyLink, LifeEvent, Person, PhoneBinding
from sandbox.tables import Membership as MembershipTable

COMING_OF_AGE = 18
Rows = dict[type, list[dict[str, Any]]]


def people_rows(personas: Mapping[str, Persona], profiles: Mapping[str, Profile], hash_pin: Callable[[str], str]) -> Rows:
    members = {name: persona for name, persona in personas.items() if persona.member}
    ids = {name: number for number, name in enumerate(members, start=1)}
    rows: Rows = defaultdict(list)
    rows[PersonaTable] = [persona_row(name, persona) for name, persona in personas.items()]
    rows[EmployerContact] = [
        {"msisdn": sim(name, persona), "employer_id": persona.speaks_for} for name, persona in personas.items() if persona.speaks_for
    ]
    for name, persona in members.items():
        rows[Person].append(person_row(persona, ids[name], hash_pin))
        rows[PhoneBinding].extend(filter(None, [binding_row(name, persona, ids[name])]))
        rows[MembershipTable].extend(_membership(membership, ids[name]) for membership in persona.memberships)
        rows[Contribution].extend(contribution_rows(persona, ids[name], profiles[persona.profile]))
        rows[LifeEvent].extend({"person_id": ids[name], **msgspec.structs.asdict(event)} for event in persona.events)
        rows[ClaimTable].extend(_claim(claim, ids[name], ids) for claim in persona.claims)
    for head, relative in _relatives(members):
        _add_relative(rows, head, relative, members, ids)
    return rows


def _relatives(members: Mapping[str, Persona]) -> Iterator[tuple[str, Relative]]:
    for head, persona in members.items():
        for relative in persona.family:
            yield head, relative


def _add_relative(rows: Rows, head: str, relative: Relative, members: Mapping[str, Persona], ids: dict[str, int]) -> None:
    of = members[head]
    if relative.persona:
        member_id, born = ids[relative.persona], members[relative.persona].born
    else:
        member_id, born = len(rows[Person]) + 1, relative.born
        rows[Person].append(relative_row(relative, of, member_id))
        since = max(of.memberships[0].since, born) if born else of.memberships[0].since
        dependant = Membership(member_class="dependant", scheme=of.memberships[0].scheme_code, since=since)
        rows[MembershipTable].append(_membership(dependant, member_id))
    grown_up = plus_months(born, COMING_OF_AGE * 12) if born and relative.relation == "child" else None
    rows[FamilyLink].append(
        {
            "head_id": ids[head],
            "member_id": member_id,
            "relation": relative.relation,
            "until": relative.until or (grown_up - timedelta(days=1) if grown_up else None),
            "ends_because": relative.ends_because or ("age_limit" if grown_up else None),
        },
    )


def _membership(membership: Membership, person_id: int) -> dict[str, Any]:
    country, _, section = membership.scheme_code.partition("_")
    return {
        "person_id": person_id,
        "member_class": membership.member_class,
        "scheme": membership.scheme_code,
        "section": section if country == "th" else None,
        "state": membership.state,
        "since": membership.since,
        "until": membership.until,
        "employer_id": membership.employer,
        "monthly_amount": str(amount(membership.pays)) if membership.pays else None,
    }


def _claim(claim: Claim, person_id: int, ids: Mapping[str, int]) -> dict[str, Any]:
    written = msgspec.structs.asdict(claim)
    return written | {
        "about": None,
        "person_id": person_id,
        "about_id": ids[claim.about] if claim.about else None,
        "amount": str(amount(claim.amount)) if claim.amount else None,
        "documents": list(claim.documents),
    }
