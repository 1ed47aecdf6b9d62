"""Payment orders as the payer sees them: confirmed, read, found by a number read out, stopped."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, after_this_request, g

from sandbox.backend import backend
from sandbox.caller import Caller
from sandbox.payments import finding, notices, orders
from sandbox.payments.views import order_view
from sandbox.payments.wallet import wallet_of
from sandbox.web.bodies import ConfirmPayment, ReferenceQuery, body, query
from sandbox.web.doors import calling, creating

blueprint = Blueprint("payment_orders", __name__)


def stirs(response: Response) -> Response:
    """Only now is the transaction over that made something due."""
    backend().stirred.set()
    return response


def knowing_the_wallet(view: Callable[[], Response]) -> Callable[[], Response]:
    """Looks whether the wallet answers before the transaction begins, which must wait for nobody."""

    @wraps(view)
    def door() -> Response:
        g.wallet_answers = wallet_of(backend()).is_reachable()
        return view()

    return door


@blueprint.post("/payment-orders")
@knowing_the_wallet
@creating()
def confirm(caller: Caller) -> dict[str, Any]:
    order = orders.confirm(caller, body(ConfirmPayment), wallet_answers=g.wallet_answers)
    after_this_request(stirs)
    return order_view(caller.sql, order, caller.as_of)


@blueprint.get("/payment-orders")
@calling
def by_reference(caller: Caller) -> dict[str, Any]:
    return order_view(caller.sql, finding.by_reference(caller, query(ReferenceQuery).reference), caller.as_of)


@blueprint.get("/payment-orders/<order_id>")
@calling
def read(caller: Caller, order_id: str) -> dict[str, Any]:
    return order_view(caller.sql, finding.of_payer(caller, order_id), caller.as_of)


@blueprint.post("/payment-orders/<order_id>/cancel")
@creating(200)
def cancel(caller: Caller, order_id: str) -> dict[str, Any]:
    order = orders.cancel(caller, order_id)
    after_this_request(stirs)
    return order_view(caller.sql, order, caller.as_of)


@blueprint.post("/payment-orders/<order_id>/tell-again")
@creating(200)
def again(caller: Caller, order_id: str) -> dict[str, Any]:
    """What was sent to the caller, the payer or behind the PIN the member it was paid for, is sent once more."""
    order, role = finding.received(caller, order_id)
    notice = notices.again(caller, order, role)
    after_this_request(stirs)
    return {"as_of": caller.as_of, "kind": notice.kind, "state": notice.state, "was_undeliverable": notice.was_undeliverable}
