"""Holds the data files against each other, so that a slip of the pen is said in words and not by the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from sandbox.data.personas import Membership, Persona
from sandbox.data.reading import DataError
from sandbox.data.reference import Reference
from sandbox.policy.references import is_checked
from sandbox.rules.profile import Profile


def check(personas: Mapping[str, Persona], reference: Reference, profiles: Mapping[str, Profile]) -> None:
    """Raises DataError naming the persona."""
    for name, persona in personas.items():
        for problem in _problems(persona, personas, reference, profiles[persona.profile]):
            raise DataError(f"personas.yaml: {name}: {problem}")
    numbers = Counter(number for persona in personas.values() for number in _member_numbers(persona))
    for number, times in numbers.items():
        if times > 1 or not is_checked(number):
            raise DataError(f"personas.yaml: member number {number} is used twice, or its last digit is wrong")


def _problems(persona: Persona, personas: Mapping[str, Persona], reference: Reference, profile: Profile) -> Iterator[str]:
    hospital, lives = persona.hospital, persona.lives
    yield from _unknown("hospital", {hospital.id} if hospital else (), reference.hospitals)
    yield from _unknown("province", {lives.province} if lives else (), reference.provinces)
    yield from _unknown("employer", {persona.speaks_for} if persona.speaks_for else (), reference.employers)
    yield from _unknown("persona", {relative.persona for relative in persona.family if relative.persona}, personas)
    yield from _unknown("persona", {claim.about for claim in persona.claims if claim.about}, personas)
    yield from _unknown("benefit", {claim.type for claim in persona.claims}, profile.benefits)
    for claim in persona.claims:
        if not is_checked(claim.ref) or len(claim.ref) != 10:
            yield f"claim {claim.ref}: ten digits, the last a check digit"
    for membership in persona.memberships:
        yield from _membership_problems(membership, reference, profile)


def _membership_problems(membership: Membership, reference: Reference, profile: Profile) -> Iterator[str]:
    yield from _unknown("scheme", {membership.scheme_code}, {scheme.code for scheme in profile.schemes})
    try:
        parts = membership.parts()
    except ValueError as problem:
        yield str(problem)
        return
    employers = {part.employer for part in parts} | {membership.employer}
    yield from _unknown("employer", {employer for employer in employers if employer}, reference.employers)


def _member_numbers(persona: Persona) -> Iterator[str]:
    yield from (number for number in (persona.member, *(relative.member for relative in persona.family)) if number)


def _unknown(what: str, used: Collection[str], known: Collection[str]) -> Iterator[str]:
    for name in sorted(set(used) - set(known)):
        yield f"unknown {what} {name}"
