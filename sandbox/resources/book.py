"""My book: the seven groups of what the institution holds of a member, so that nobody asks for it again."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from sandbox.caller import Caller
from sandbox.cover import cover_of
from sandbox.policy.masking import masked_number, masked_phone, optional_name
from sandbox.records import people
from sandbox.records.insurance import insured
from sandbox.resources.contribution_summary import months_of
from sandbox.resources.names import day, employer_name, full_name, hospital_view, membership_view, province_name
from sandbox.rules.assess import assess
from sandbox.web.doors import member

blueprint = Blueprint("book", __name__)


@blueprint.get("/me/book")
@member("book", look="book")
def book(caller: Caller) -> dict[str, Any]:
    return {
        "as_of": caller.as_of,
        "basic": _basic(caller),
        "contact": _contact(caller),
        "household": [
            {"name": full_name(person), "relation": link.relation, "birth_date": day(person.birth_date)}
            for link, person in people.family(caller.sql, caller.known.id)
        ],
        "social_insurance": _social_insurance(caller),
        "health_insurance": _health_insurance(caller),
        "unemployment_insurance": _unemployment_insurance(caller),
        "employer": _employer(caller),
    }


def _basic(caller: Caller) -> dict[str, Any]:
    person = caller.known
    document = {"kind": person.id_kind, "masked_number": masked_number(person.id_number)} if person.id_kind and person.id_number else None
    return {
        "name": full_name(person),
        "member_no": person.member_no,
        "sex": person.sex,
        "birth_date": day(person.birth_date),
        "nationality": person.nationality,
        "id_document": document,
    }


def _contact(caller: Caller) -> dict[str, Any]:
    person = caller.known
    return {
        "masked_msisdns": [masked_phone(msisdn) for msisdn in people.phones(caller.sql, person.id)],
        "village": optional_name(person.village_lo, person.village_latin),
        "district": optional_name(person.district_lo, person.district_latin),
        "province": province_name(person.province),
    }


def _social_insurance(caller: Caller) -> dict[str, Any] | None:
    rows = people.memberships(caller.sql, caller.known.id)
    # A class that may not see its months finds the group, with the months left out.
    counted = [entry for entry in months_of(caller) if entry.counts] if "contributions" in caller.may() else None
    return {
        "memberships": [membership_view(row, whole=True) for row in rows],
        "months_total": None if counted is None else len(counted),
        "first_period": counted[0].period if counted else None,
        "last_period": counted[-1].period if counted else None,
    }


def _health_insurance(caller: Caller) -> dict[str, Any]:
    cover = cover_of(caller.sql, caller.backend.profiles, caller.known, caller.today)
    return {
        "covered_today": cover.is_valid(caller.today),
        "valid_from": day(cover.since),
        "valid_until": day(cover.until),
        "hospital": hospital_view(cover.hospital, caller.today),
    }


def _unemployment_insurance(caller: Caller) -> dict[str, Any] | None:
    membership = people.main_membership(caller.sql, caller.known.id)
    profile = caller.backend.profiles[caller.known.profile]
    if "benefits" not in caller.may() or membership is None or "unemployment" not in profile.benefits:
        return None
    found = assess(profile, "unemployment", insured(caller.sql, caller.known, membership), caller.today)
    if found.state == "not_in_scheme":
        return None
    return {"months_counted": found.have or 0, "state": found.state}


def _employer(caller: Caller) -> dict[str, Any] | None:
    rows = people.current(people.memberships(caller.sql, caller.known.id))
    employed = next((row for row in rows if row.employer), None)
    if employed is None:
        return None
    return {"name": employer_name(employed.employer), "since": day(employed.since), "until": day(employed.until)}
