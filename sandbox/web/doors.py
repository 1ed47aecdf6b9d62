"""The doors in front of every call: the channel's credential, the purpose, the caller, the member's class and level."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from flask import Response, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.backend import Backend, backend
from sandbox.caller import Caller, admit, load
from sandbox.policy.problems import Refusal
from sandbox.records.looks import write_look
from sandbox.records.tokens import channel_of
from sandbox.web.answers import answer, problem
from sandbox.web.idempotency import Reservation

P = ParamSpec("P")
View = Callable[Concatenate[Caller, P], Any]

PURPOSES = frozenset({"self_service", "third_party_lookup", "payment", "hotline", "notification"})


def anyone(view: Callable[Concatenate[Session, P], Any]) -> Callable[P, Response]:
    """A channel's call about nobody in particular."""

    @wraps(view)
    def door(*args: P.args, **kwargs: P.kwargs) -> Response:
        with backend().database.transaction() as sql:
            _channel(sql)
            purpose()
            return answer(view(sql, *args, **kwargs))

    return door


def calling(view: View[P]) -> Callable[P, Response]:
    """A caller's call, whoever he is."""

    @wraps(view)
    def door(*args: P.args, **kwargs: P.kwargs) -> Response:
        with backend().database.transaction() as sql:
            _, caller = _knock(sql)
            return answer(view(caller, *args, **kwargs))

    return door


def member(permission: str, level: str = "L2", *, by_sms: str = "", look: str | None = None) -> Callable[[View[P]], Callable[P, Response]]:
    """A member's call about his own record; the look is written down with the answer. by_sms: enough for the sender of an SMS."""

    def decorate(view: View[P]) -> Callable[P, Response]:
        def seen(caller: Caller, /, *args: P.args, **kwargs: P.kwargs) -> Any:
            admit(caller, permission, by_sms if by_sms and caller.session.channel == "sms" else level)
            said = view(caller, *args, **kwargs)
            if look:
                write_look(caller.sql, caller.session, caller.known.id, "self", look, caller.purpose, caller.now)
            return said

        return wraps(view)(calling(seen))

    return decorate


def creating(status: int = 201) -> Callable[[View[P]], Callable[P, Response]]:
    """A caller's call that makes something, once for each idempotency key."""

    def decorate(view: View[P]) -> Callable[P, Response]:
        @wraps(view)
        def door(*args: P.args, **kwargs: P.kwargs) -> Response:
            parts = backend()
            held, stored = _reserve(parts, _somebody)
            return stored or _work(parts, held, view, status, *args, **kwargs)

        return door

    return decorate


def channel_creating(status: int = 201) -> Callable[[Callable[Concatenate[Session, P], Any]], Callable[P, Response]]:
    """A channel's call about nobody in particular that makes or changes something, once for each idempotency key."""

    def decorate(view: Callable[Concatenate[Session, P], Any]) -> Callable[P, Response]:
        @wraps(view)
        def door(*args: P.args, **kwargs: P.kwargs) -> Response:
            parts = backend()
            held, stored = _reserve(parts, _nobody)
            return stored or _once(parts, held, lambda sql: view(sql, *args, **kwargs), status)

        return door

    return decorate


def _nobody(sql: Session) -> tuple[str, str]:
    client_id = _channel(sql)
    purpose()
    return client_id, ""


def _somebody(sql: Session) -> tuple[str, str]:
    client_id, caller = _knock(sql)
    return client_id, caller.session.msisdn


def _reserve(parts: Backend, knocking: Callable[[Session], tuple[str, str]]) -> tuple[Reservation, Response | None]:
    """The hold on the key, and the answer that is stored under it. knocking: which channel asks, and for which number."""
    try:
        with parts.database.transaction() as sql:
            held = Reservation(parts, *knocking(sql))
            return held, held.take(sql)
    except IntegrityError:
        # Both looked at the same moment and the other was first.
        raise Refusal("idempotency_in_progress", retry_after=1) from None


def _work(parts: Backend, held: Reservation, view: View[P], status: int, *args: P.args, **kwargs: P.kwargs) -> Response:
    return _once(parts, held, lambda sql: view(_knock(sql)[1], *args, **kwargs), status)


def _once(parts: Backend, held: Reservation, work: Callable[[Session], Any], status: int) -> Response:
    try:
        with parts.database.transaction() as sql:
            response = answer(work(sql), status)
            held.keep(sql, response)
            return response
    except Refusal as refusal:
        response = problem(refusal)
        passing = refusal.status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.UNAUTHORIZED}
        if passing or refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            # These pass by themselves: the same key must be able to succeed later.
            held.drop()
            return response
        with parts.database.transaction() as sql:
            held.keep(sql, response)
        return response
    except Exception:
        held.drop()
        raise


def purpose() -> str:
    given = request.headers.get("X-Purpose")
    if not given:
        raise Refusal("purpose_required")
    if given not in PURPOSES:
        raise Refusal("invalid_request", field="X-Purpose")
    return given


def knock(sql: Session) -> Caller:
    """For the calls that need more than one transaction."""
    return _knock(sql)[1]


def channel_only(sql: Session) -> str:
    """For the call that opens a session: nobody is calling yet. Returns the purpose."""
    _channel(sql)
    return purpose()


def _knock(sql: Session) -> tuple[str, Caller]:
    client_id = _channel(sql)
    given = purpose()
    token = request.headers.get("X-Caller-Token")
    if not token:
        raise Refusal("unauthorized")
    return client_id, load(sql, backend(), token, given)


def _channel(sql: Session) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    client_id = channel_of(sql, token, backend().clock.now()) if kind.lower() == "bearer" and token else None
    if client_id is None:
        raise Refusal("unauthorized")
    return client_id
