"""Finds a caller's payment: by its id, by a number, or the one that may be meant because it is not settled yet."""

from __future__ import annotations

from typing import Final

from backend_client.errors import Refused
from backend_client.payment_shapes import PaymentOrder
from engine.call import Call
from flows.payment_words import Shown, is_settled, listed, looked_up

# The way to older ones is number 8, as 9 leads on to the next page of a screen.
A_PAGE: Final = 6
# More than a phone pays in the weeks in which one may stay unsettled.
NEWEST: Final = 30


def chosen(call: Call, order: str, page: str) -> Shown | None:
    """As it stands now. What others paid is in the list only, on the page of that cursor."""
    try:
        return looked_up(call.backend.payments.order(order))
    except Refused as refused:
        _only_unknown(refused)
    found = (one for one in call.backend.payments.mine(page, limit=A_PAGE).items if one.order_id == order)
    return next(map(listed, found), None)


def numbered(call: Call, number: str) -> Shown | None:
    """By the wallet's number or ours."""
    try:
        order: PaymentOrder = call.backend.payments.by_reference(number)
    except Refused as refused:
        _only_unknown(refused)
        return None
    return looked_up(order)


def unsettled(call: Call) -> Shown | None:
    """The newest of which nobody can say yet what becomes of it: the wallet's number may not have come through to us."""
    found = map(listed, call.backend.payments.mine(limit=NEWEST).items)
    return next((one for one in found if not is_settled(one)), None)


def _only_unknown(refused: Refused) -> None:
    if refused.code != "not_found":
        raise refused
