"""The life of an order: every move is one guarded UPDATE, and its audit and its webhook are written with it or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, case, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.moments import Moment
from sandbox.payment_tables import OutgoingEvent, PaymentEvent, PaymentOrder, PaymentPeriod, Receipt
from sandbox.records.tokens import new_id
from sandbox.reference_tables import table_of

# Whence each state may be reached. What is not here does not happen, whoever asks, in whatever order.
REACHED_FROM: dict[str, frozenset[str]] = {
    "confirmed": frozenset({"created"}),
    "submitting": frozenset({"confirmed", "unknown"}),
    "pending": frozenset({"submitting", "unknown"}),
    "unknown": frozenset({"submitting", "pending"}),
    "paid": frozenset({"submitting", "pending", "unknown"}),
    "posted": frozenset({"paid"}),
    "declined": frozenset({"submitting", "pending", "unknown"}),
    "expired": frozenset({"confirmed", "submitting", "pending", "unknown"}),
    "failed": frozenset({"submitting", "pending", "unknown"}),
    "cancelled": frozenset({"created", "confirmed"}),
    # Also from an end without money: when it turns out that money did move, silence would be a lie.
    "needs_review": frozenset({"submitting", "pending", "unknown", "declined", "expired", "failed", "cancelled"}),
}
# What a person decides, by its cause: nothing else leads out of a review, and it leads from nowhere else.
DECIDED = {"review_paid": "paid", "review_not_charged": "failed"}
UNDER_REVIEW = frozenset({"needs_review"})
OVER_WITHOUT_MONEY = frozenset({"declined", "expired", "failed", "cancelled"})
RECEIVED = frozenset({"paid", "posted"})
NOT_ASKED = frozenset({"created", "confirmed"})
AT_THE_WALLET = frozenset({"submitting", "pending", "unknown"})
# Reaching one of these is something to be told.
TELLING = RECEIVED | {"declined", "expired", "failed", "needs_review"}
POSTED_WITHIN = timedelta(seconds=1)
# Nothing moves any more by itself.
SETTLED = OVER_WITHOUT_MONEY | {"posted", "needs_review"}
# One list for both: who reads a number aloud need not know whether it is a payment's or a receipt's.
NUMBERS = (PaymentOrder.reference, Receipt.no)

_ORDERS = table_of(PaymentOrder)
_OUTBOX = table_of(OutgoingEvent)
# An order in hand is due some time ahead. One that is due now was made so meanwhile, by a callback: so it stays.
_UNLESS_HINTED = case((_ORDERS.c.due_at <= bindparam("real_now"), _ORDERS.c.due_at), else_=bindparam("until", type_=Moment()))
_PUT_OFF = update(_ORDERS).where(_ORDERS.c.id == bindparam("order")).values(due_at=_UNLESS_HINTED)
_NOTE = insert(table_of(PaymentEvent))
_WAITING = (
    select(_OUTBOX.c.id, _OUTBOX.c.due_at)
    .where(_OUTBOX.c.order_id == bindparam("order"), _OUTBOX.c.type == bindparam("kind"), _OUTBOX.c.attempts == 0)
    .with_for_update(skip_locked=True)
    .limit(1)
)
_OWE = insert(_OUTBOX)
_HASTEN = update(_OUTBOX).where(_OUTBOX.c.id == bindparam("event"))


@cache
def _moving(to: str, *, pushing: bool, decided: bool) -> Update:
    """The guarded update: the states it may come from are part of it."""
    whence = UNDER_REVIEW if decided else REACHED_FROM[to]
    guarded = update(_ORDERS).where(_ORDERS.c.id == bindparam("order"), _ORDERS.c.state.in_(sorted(whence)))
    return guarded.values(due_at=_UNLESS_HINTED, **({"pushes": _ORDERS.c.pushes + 1} if pushing else {}))


def machine_now() -> datetime:
    return datetime.now(UTC)


def may_have_charged(state: str) -> bool:
    return state not in NOT_ASKED | OVER_WITHOUT_MONEY


def move(
    sql: Session, order_id: str, to: str, cause: str, now: datetime, *, later: datetime | None = None, pushing: bool = False, **values: Any
) -> bool:
    """False when somebody else moved it first or it may not go there: then nothing was changed. later: when to look at it next."""
    if to in TELLING:
        values |= {"notices_open": True, "owing_real": machine_now()}
    # What the session still holds comes before it: the statement goes past the session.
    sql.flush()
    due = {"real_now": machine_now(), "until": None if to in SETTLED else later or machine_now()}
    guarded = _moving(to, pushing=pushing, decided=DECIDED.get(cause) == to)
    moved = sql.connection().execute(guarded, {"order": order_id, "state": to, "updated_at": now, **due, **values})
    if moved.rowcount == 0:
        return False
    note(sql, order_id, to, cause, now)
    if to in TELLING:
        # Paid is posted the next moment, and one word for both is enough; unless posting is put off.
        at_once = to != "paid" or later is not None
        announce(sql, order_id, "payment_order.updated", now, machine_now() + (timedelta() if at_once else POSTED_WITHIN))
    if to in OVER_WITHOUT_MONEY:
        _release(sql, order_id)
    if to == "needs_review":
        take_again(sql, order_id)
    return True


def note(sql: Session, order_id: str, state: str, cause: str, now: datetime) -> None:
    sql.connection().execute(_NOTE, {"order_id": order_id, "at": now, "state": state, "cause": cause})


def announce(sql: Session, order_id: str, kind: str, now: datetime, due_at: datetime) -> None:
    """A webhook says nothing but "look", so one that has not left yet serves for this as well. One that is just leaving, which
    is locked or tried already, may be read too early and does not."""
    waiting = sql.connection().execute(_WAITING, {"order": order_id, "kind": kind}).first()
    if waiting is None:
        event = {"id": new_id("msg"), "type": kind, "order_id": order_id, "created_at": now, "attempts": 0, "due_at": due_at}
        sql.connection().execute(_OWE, event)
    elif waiting.due_at is not None and due_at < waiting.due_at:
        sql.connection().execute(_HASTEN, {"event": waiting.id, "due_at": due_at})


def put_off(sql: Session, order_id: str, until: datetime | None) -> None:
    """Whoever has an order in hand gives it back."""
    sql.flush()
    sql.connection().execute(_PUT_OFF, {"order": order_id, "real_now": machine_now(), "until": until})


def _release(sql: Session, order_id: str) -> None:
    sql.execute(update(PaymentPeriod).where(PaymentPeriod.order_id == order_id).values(live=False))


def take_again(sql: Session, order_id: str) -> bool:
    """Money moved after all, so nobody should pay these months; False when somebody has already begun to."""
    try:
        with sql.begin_nested():
            sql.execute(update(PaymentPeriod).where(PaymentPeriod.order_id == order_id).values(live=True))
    except IntegrityError:
        return False
    return True
