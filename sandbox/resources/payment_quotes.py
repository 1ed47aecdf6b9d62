"""What so many months cost, and which wallets can pay them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from sandbox.backend import backend
from sandbox.caller import Caller
from sandbox.payments import tries
from sandbox.payments.providers import CURRENCY, providers
from sandbox.payments.quotes import quote
from sandbox.payments.views import quote_view
from sandbox.policy.masking import name
from sandbox.policy.problems import Refusal
from sandbox.resources.names import money
from sandbox.resources.reference import listed
from sandbox.web.bodies import QuotePayment, body
from sandbox.web.doors import anyone, creating, knock

blueprint = Blueprint("payment_quotes", __name__)


@blueprint.get("/reference/wallet-providers")
@anyone
def wallet_providers(_sql: Session) -> dict[str, Any]:
    return listed(
        [
            {
                "code": code,
                "name": name(provider.name.lo, provider.name.latin),
                "prefixes": provider.prefixes,
                "limit": money(str(provider.limit), CURRENCY),
            }
            for code, provider in providers().items()
        ]
    )


def is_for_self() -> bool:
    """Then no number was typed. A body that cannot be read is refused behind the next door."""
    try:
        return body(QuotePayment).beneficiary == "self"
    except Refusal:
        return True


def counted(view: Callable[[], Response]) -> Callable[[], Response]:
    """The number typed is counted in a transaction of its own: the count stays, whatever comes after."""

    @wraps(view)
    def door() -> Response:
        if is_for_self():
            return view()
        with backend().database.transaction() as sql:
            caller = knock(sql)
            whom = body(QuotePayment).beneficiary
            refusal = None if whom == "self" else tries.count(sql, "member", caller.session.msisdn, whom.member_no, caller.now)
        if refusal:
            raise refusal
        return view()

    return door


@blueprint.post("/payment-quotes")
@counted
@creating()
def quote_payment(caller: Caller) -> dict[str, Any]:
    return quote_view(*quote(caller, body(QuotePayment)), caller.as_of)
