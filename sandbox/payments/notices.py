"""What people are owed to be told about an order: reckoned from its state, each kind once, in one sender's hands at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from sandbox.caller import Caller
from sandbox.moments import Moment
from sandbox.payment_tables import NoticeTaken, PaymentOrder
from sandbox.payments import tries
from sandbox.payments.machine import announce, machine_now
from sandbox.policy.problems import Refusal
from sandbox.records import people
from sandbox.reference_tables import table_of
from sandbox.tables import Person

IN_HANDS = timedelta(seconds=60)
ENDED_UNPAID = frozenset({"declined", "expired", "failed"})
MOST_DUE = 200
# Whoever has been owed a word for longer has heard it elsewhere.
STALE = timedelta(days=3)

_TABLE = table_of(NoticeTaken)
_TAKEN = select(_TABLE.c.kind, _TABLE.c.order_state, _TABLE.c.until, _TABLE.c.sent_at, _TABLE.c.undeliverable).where(
    _TABLE.c.order_id == bindparam("order")
)
_TAKE = insert(_TABLE)
_CHANGE = update(_TABLE).where(_TABLE.c.order_id == bindparam("order"), _TABLE.c.kind == bindparam("which"))
_FORGET = delete(_TABLE).where(_TABLE.c.order_id == bindparam("order"), _TABLE.c.kind.in_(["not_paid", "review"]))
_OF_ORDER = update(table_of(PaymentOrder)).where(table_of(PaymentOrder).c.id == bindparam("order"))
_IN_HANDS = exists().where(
    _TABLE.c.order_id == PaymentOrder.id, _TABLE.c.sent_at.is_(None), _TABLE.c.until > bindparam("real_now", type_=Moment())
)
_OPEN = (
    select(PaymentOrder)
    .where(PaymentOrder.notices_open, PaymentOrder.owing_real > bindparam("since"))
    # What is in somebody's hands comes last: however much that is, it hides nothing that is in nobody's.
    .order_by(_IN_HANDS, PaymentOrder.owing_real)
    .limit(MOST_DUE)
)


@dataclass(frozen=True)
class Taken:
    """In somebody's hands until `until`, sent, or never to be; `order_state` is what its words were drawn from."""

    order_state: str
    until: datetime | None = None
    sent_at: datetime | None = None
    undeliverable: bool = False

    @property
    def over(self) -> bool:
        return self.sent_at is not None or self.undeliverable


@dataclass(frozen=True)
class Notice:
    kind: str
    to: str
    msisdn: str
    reader: Person | None
    taken: Taken | None
    was_undeliverable: bool = False

    @property
    def state(self) -> str:
        if self.taken is None:
            return "owed"
        if self.taken.over:
            return "sent" if self.taken.sent_at else "undeliverable"
        return "sending" if self.taken.until and self.taken.until > machine_now() else "owed"


def notices(sql: Session, order: PaymentOrder) -> list[Notice]:
    rows = sql.connection().execute(_TAKEN, {"order": order.id})
    taken = {row.kind: Taken(row.order_state, row.until, row.sent_at, row.undeliverable) for row in rows}
    payer = people.one(sql, order.payer_person_id) if order.payer_person_id else None
    found = [Notice(kind, "payer", order.payer_msisdn, payer, taken.get(kind)) for kind in _for_payer(order, taken)]
    return [*found, *_for_beneficiary(sql, order, taken)]


def _for_payer(order: PaymentOrder, taken: dict[str, Taken]) -> Iterator[str]:
    if order.state in {"paid", "posted"}:
        yield "receipt"
        # Only who was told "not yet posted" is waiting for this word.
        if order.state == "posted" and "receipt" in taken and taken["receipt"].order_state == "paid":
            yield "posted"
    elif order.state in ENDED_UNPAID:
        yield "not_paid"
    elif order.state == "needs_review":
        yield "review"


def _for_beneficiary(sql: Session, order: PaymentOrder, taken: dict[str, Taken]) -> Iterator[Notice]:
    if order.state != "posted" or order.for_self:
        return
    numbers = people.phones(sql, order.person_id)
    if not numbers or order.payer_msisdn in numbers:
        return
    yield Notice("paid_for_you", "beneficiary", numbers[0], people.one(sql, order.person_id), taken.get("paid_for_you"))


def due(sql: Session) -> list[str]:
    """Orders that owe a notice to somebody, oldest first, those of which one is in somebody's hands last."""
    now = machine_now()
    orders = sql.scalars(_OPEN, {"since": now - STALE, "real_now": now})
    return [order.id for order in orders if any(notice.state == "owed" for notice in notices(sql, order))]


def lend(sql: Session, order: PaymentOrder) -> list[Notice]:
    """All that is owed and in no other hands, put into the caller's."""
    return [_take(sql, order, one) for one in notices(sql, order) if one.state == "owed"]


def report(sql: Session, order: PaymentOrder, kind: str, said: str, now: Any) -> Notice:
    """Raises Refusal: `duplicate` when it is in other hands or over."""
    found = notices(sql, order)
    notice = _of_kind(found, kind)
    if said == "sending":
        notice = _take(sql, order, notice)
    elif notice.taken is None:
        raise Refusal("not_found")
    elif not notice.taken.over:
        after = {"sent": {"sent_at": now}, "undeliverable": {"undeliverable": True}}.get(said, {"until": None})
        notice = _changed(sql, order, notice, replace(notice.taken, **after))
    is_open = any(one.taken is None or not one.taken.over for one in [notice, *(other for other in found if other.kind != kind)])
    if order.notices_open is not is_open:
        sql.connection().execute(_OF_ORDER, {"order": order.id, "notices_open": is_open})
    return notice


def _take(sql: Session, order: PaymentOrder, notice: Notice) -> Notice:
    """Whoever calls it holds the order's row, so that nobody takes the same in this moment."""
    if notice.state != "owed":
        raise _in_other_hands(notice.taken)
    taken = Taken(order.state, machine_now() + IN_HANDS)
    if notice.taken is not None:
        return _changed(sql, order, notice, taken)
    sql.connection().execute(_TAKE, {"order_id": order.id, "kind": notice.kind, **taken.__dict__})
    return replace(notice, taken=taken)


def _changed(sql: Session, order: PaymentOrder, notice: Notice, taken: Taken) -> Notice:
    sql.connection().execute(_CHANGE, {"order": order.id, "which": notice.kind, **taken.__dict__})
    return replace(notice, taken=taken)


def again(caller: Caller, order: PaymentOrder, role: str) -> Notice:
    """Over already, it is owed once more; one that is still owed or on its way is not owed twice. Raises Refusal."""
    hers = order.payer_msisdn in people.phones(caller.sql, order.person_id)
    kind = "receipt" if role == "payer" or hers else "paid_for_you"
    notice = _of_kind(notices(caller.sql, order), kind)
    if notice.taken is None or not notice.taken.over:
        return notice
    if refusal := tries.count_each(caller.sql, "again", caller.session.msisdn, order.reference, caller.now):
        raise refusal
    before = replace(notice, was_undeliverable=notice.taken.undeliverable)
    notice = _changed(caller.sql, order, before, Taken(notice.taken.order_state))
    caller.sql.connection().execute(_OF_ORDER, {"order": order.id, "notices_open": True, "owing_real": machine_now()})
    announce(caller.sql, order.id, "payment_order.updated", caller.now, machine_now())
    return notice


def tell_anew(sql: Session, order: PaymentOrder) -> None:
    """What was said before a person decided does not stand for what is so now, nor for another review."""
    sql.connection().execute(_FORGET, {"order": order.id})


def _of_kind(found: Sequence[Notice], kind: str) -> Notice:
    notice = next((one for one in found if one.kind == kind), None)
    if notice is None:
        raise Refusal("not_found")
    return notice


def _in_other_hands(taken: Taken | None) -> Refusal:
    if taken is not None and taken.over:
        return Refusal("duplicate")
    left = int((taken.until - machine_now()).total_seconds()) + 1 if taken and taken.until else int(IN_HANDS.total_seconds())
    return Refusal("duplicate", retry_after=max(1, left))
