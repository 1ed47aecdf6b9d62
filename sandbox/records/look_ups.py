"""Limits on looking up other people, and the alarm when somebody counts through the numbers."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from sandbox.policy.problems import Refusal
from sandbox.traffic_tables import Alarm, CallerSession, LookUp

PER_CALLER_DAY = 5
PER_CHAT_HOUR = 20
# Counted by the number typed, whether or not it is anybody's: the limit must not tell.
PER_NUMBER_DAY = 10
SEQUENCE = 3


def count(sql: Session, session: CallerSession, member_no: str, now: datetime) -> Refusal | None:
    """Writes the try down and says whether it is one too many; a refused try is not counted again."""
    refusal = _too_many(sql, session, member_no, now)
    if refusal is None:
        sql.add(LookUp(at=now, msisdn=session.msisdn, chat_id=session.chat_id, member_no=member_no))
        sql.flush()
    _watch(sql, session.msisdn, now)
    return refusal


def _too_many(sql: Session, session: CallerSession, member_no: str, now: datetime) -> Refusal | None:
    day, hour = timedelta(days=1), timedelta(hours=1)
    limits: list[tuple[str, ColumnElement[bool], timedelta, int]] = [
        ("caller", LookUp.msisdn == session.msisdn, day, PER_CALLER_DAY),
        ("member", LookUp.member_no == member_no, day, PER_NUMBER_DAY),
    ]
    if session.chat_id:
        limits.append(("chat", LookUp.chat_id == session.chat_id, hour, PER_CHAT_HOUR))
    for scope, whose, window, most in limits:
        tries, first = sql.execute(select(func.count(), func.min(LookUp.at)).where(whose, LookUp.at > now - window)).one()
        if tries >= most:
            return Refusal("rate_limited", retry_after=_wait(first, window, now), scope=scope)
    return None


def _wait(first: Any, window: timedelta, now: datetime) -> int:
    return max(1, int((first + window - now).total_seconds()) + 1)


def _watch(sql: Session, msisdn: str, now: datetime) -> None:
    """The serial is in the six digits after 90; the last digit is only the check."""
    recent = sql.scalars(select(LookUp.member_no).where(LookUp.msisdn == msisdn).order_by(LookUp.id.desc()).limit(SEQUENCE)).all()
    serials = [int(number[2:8]) for number in reversed(recent)]
    steps = {after - before for before, after in pairwise(serials)}
    if len(serials) == SEQUENCE and len(steps) == 1 and steps <= {-1, 1}:
        sql.add(Alarm(at=now, kind="sequential_lookups", msisdn=msisdn))
