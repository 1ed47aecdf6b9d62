"""My hospital in five facts: valid today, until when, which one, who with me, what if elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from sandbox.caller import Caller
from sandbox.cover import BENEFIT, Cover, cover_of
from sandbox.policy.problems import Refusal
from sandbox.records import people
from sandbox.resources.names import day, hospital_view
from sandbox.rules.rule import ClaimDeadline
from sandbox.web.doors import member

blueprint = Blueprint("hospital", __name__)

# What offices ask for with a refund, and hospitals at the desk; common practice, no Lao text found that lists them.
REFUND_DOCUMENTS = ["receipt", "medical_report", "prescription", "member_card", "id_card"]
BRING = ["member_card", "id_card"]
BRING_CHILD = ["member_card", "family_book"]


@blueprint.get("/me/hospital-entitlement")
@member("own_hospital", "L1", look="hospital")
def entitlement(caller: Caller) -> dict[str, Any]:
    cover = cover_of(caller.sql, caller.backend.profiles, caller.known, caller.today)
    _refuse_without(cover, caller)
    hospital = cover.hospital
    contract_ended_on = hospital.contract_ended_on if hospital else None
    return {
        "as_of": caller.as_of,
        "valid_today": cover.is_valid(caller.today),
        "state": _state(cover, caller),
        "valid_from": day(cover.since or caller.today),
        "valid_until": day(cover.until),
        "hospital": hospital_view(hospital, caller.today),
        "contract_ended_on": day(contract_ended_on),
        "family_count": _family_count(caller),
        "elsewhere": {"code": "emergency_only", "claim_within_days": _claim_days(caller), "documents": REFUND_DOCUMENTS},
        "bring": BRING_CHILD if caller.today.year - caller.known.birth_date.year < 16 else BRING,
        "pays": "nothing_at_own_hospital",
    }


def _refuse_without(cover: Cover, caller: Caller) -> None:
    if cover.is_over(caller.today):
        raise Refusal("coverage_ended", ended_on=str(cover.until))
    if cover.hospital is None:
        raise Refusal("no_entitlement", reason="no_hospital_chosen")
    if cover.pending:
        raise Refusal("no_entitlement", reason="not_yet_covered")


def _state(cover: Cover, caller: Caller) -> str:
    ended = cover.hospital.contract_ended_on if cover.hospital else None
    if ended and ended <= caller.today:
        return "must_choose_again"
    if cover.since and cover.since > caller.today:
        return "not_yet"
    return "tail_cover" if cover.tail else "covered"


def _family_count(caller: Caller) -> int:
    if "family_hospital" not in caller.may():
        return 0
    links = people.family(caller.sql, caller.known.id)
    covers = (cover_of(caller.sql, caller.backend.profiles, person, caller.today) for _, person in links)
    return sum(cover.is_valid(caller.today) for cover in covers)


def _claim_days(caller: Caller) -> int | None:
    profile = caller.backend.profiles[caller.known.profile]
    return next((rule.days for rule in profile.rules_of(ClaimDeadline, BENEFIT, caller.today)), None)
