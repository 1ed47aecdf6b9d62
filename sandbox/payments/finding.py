"""Finding an order again: by its id, by its own reference or the wallet's number; and who a caller is to it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import bindparam, or_, select

from sandbox.caller import Caller, held
from sandbox.payment_tables import PaymentOrder
from sandbox.payments import hints
from sandbox.payments.machine import AT_THE_WALLET, RECEIVED
from sandbox.policy.problems import Refusal
from sandbox.traffic_tables import CallerSession

# Longer ago the number may have been somebody else's.
SHOWN_TO_NUMBER = timedelta(days=90)
# Whoever has more in doubt at once reads our own reference.
MOST_WAITING = 20

_BY_ID = select(PaymentOrder).where(PaymentOrder.id == bindparam("order"))
_OF_PAYER = select(PaymentOrder).where(PaymentOrder.payer_msisdn == bindparam("payer"))


def is_proven(session: CallerSession) -> bool:
    """Whether the number is one that the network names, and not one that a chat claims."""
    return session.channel == "ussd" or session.channel_level != "L0"


def is_payer(session: CallerSession, order: PaymentOrder) -> bool:
    return order.payer_msisdn == session.msisdn and (is_proven(session) or order.session_id == session.id)


def of_payer(caller: Caller, order_id: str) -> PaymentOrder:
    return _visible(caller, caller.sql.scalar(_BY_ID, {"order": order_id.replace("\0", "")}))


def by_reference(caller: Caller, reference: str) -> PaymentOrder:
    """Of several that the wallet gave one number, the one it was received for."""
    named = or_(PaymentOrder.reference == reference, PaymentOrder.wallet_reference == reference)
    found = _OF_PAYER.where(named).order_by(PaymentOrder.paid_at.is_(None))
    order = caller.sql.scalar(found.limit(1), {"payer": caller.session.msisdn})
    return _visible(caller, order or _by_callback(caller, reference))


def _by_callback(caller: Caller, transaction: str) -> PaymentOrder | None:
    """One of the caller's own for which the wallet has not answered, but called back: the number is in the payer's SMS already."""
    waiting = _OF_PAYER.where(PaymentOrder.state.in_(sorted(AT_THE_WALLET)), PaymentOrder.wallet_reference.is_(None))
    recent = waiting.where(PaymentOrder.created_at >= caller.now - SHOWN_TO_NUMBER).order_by(PaymentOrder.created_at.desc())
    orders = caller.sql.scalars(recent.limit(MOST_WAITING), {"payer": caller.session.msisdn})
    return next((order for order in orders if hints.named(caller.sql, order, transaction)), None)


def _visible(caller: Caller, order: PaymentOrder | None) -> PaymentOrder:
    if caller.hold_until:
        raise held(caller.hold_until, caller.now)
    if order is None or not is_payer(caller.session, order) or order.created_at < caller.now - SHOWN_TO_NUMBER:
        raise Refusal("not_found")
    return order


def role_of(caller: Caller, order: PaymentOrder) -> str:
    """payer, beneficiary, or "" for a stranger and on a changed SIM."""
    if caller.hold_until:
        return ""
    if is_payer(caller.session, order) and order.created_at > caller.now - SHOWN_TO_NUMBER:
        return "payer"
    return "beneficiary" if caller.person and caller.person.id == order.person_id and caller.has("L2") else ""


def received(caller: Caller, order_id: str) -> tuple[PaymentOrder, str]:
    """One whose money was received, and what the caller is to it. Raises Refusal."""
    if caller.hold_until:
        raise held(caller.hold_until, caller.now)
    order = caller.sql.get(PaymentOrder, order_id.replace("\0", ""))
    role = role_of(caller, order) if order is not None and order.state in RECEIVED else ""
    if order is None or not role:
        raise Refusal("not_found")
    return order, role
