"""My claims: where each stands, how much, when it is paid, what to do next."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from sqlalchemy import select

from sandbox.caller import Caller
from sandbox.policy.problems import Refusal
from sandbox.resources.names import day, money
from sandbox.tables import Claim
from sandbox.web.doors import member

blueprint = Blueprint("claims", __name__)


@blueprint.get("/me/claims")
@member("claims", look="claims")
def claims(caller: Caller) -> dict[str, Any]:
    wanted = select(Claim).where(Claim.person_id == caller.known.id).order_by(Claim.filed_on.desc(), Claim.ref)
    return {"as_of": caller.as_of, "items": [_claim(row, caller) for row in caller.sql.scalars(wanted)]}


@blueprint.get("/me/claims/<ref>")
@member("claims", look="claims")
def claim(caller: Caller, ref: str) -> dict[str, Any]:
    wanted = Claim.ref == ref, Claim.person_id == caller.known.id
    row = caller.sql.scalar(select(Claim).where(*wanted)) if ref.isascii() and ref.isdigit() else None
    if row is None:
        raise Refusal("not_found")
    return {"as_of": caller.as_of, "claim": _claim(row, caller)}


def _claim(row: Claim, caller: Caller) -> dict[str, Any]:
    profile = caller.backend.profiles[caller.known.profile]
    return {
        "ref": row.ref,
        "type": row.type,
        "state": row.state,
        "for_self": row.about_id is None or row.about_id == row.person_id,
        "amount": money(row.amount, profile.currency),
        "filed_on": day(row.filed_on),
        "decided_on": day(row.decided_on),
        "pay_on": day(row.pay_on),
        "paid_on": day(row.paid_on),
        "next_step": row.next_step,
        "documents": row.documents,
        "rejected_because": row.rejected_because,
        "appeal_until": day(row.appeal_until),
    }
