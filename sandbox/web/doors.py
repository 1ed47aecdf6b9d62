"""The doors in front of every call: the channel's credential, the purpose, the caller, the member's class and level."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from flask import Response, request
from sqlalchemy.orm import Session

from sandbox.backend import backend
from sandbox.caller import Caller, admit, load
from sandbox.policy.problems import Refusal
from sandbox.records.looks import write_look
from sandbox.records.tokens import channel_of
from sandbox.web.answers import answer, problem
from sandbox.web.idempotency import Reservation

P = ParamSpec("P")
View = Callable[Concatenate[Caller, P], Any]

PASSING = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.UNAUTHORIZED})
IN_PROGRESS = "idempotency_in_progress"
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
            with backend().database.transaction() as sql:
                client_id, caller = _knock(sql)
                return _once(sql, client_id, caller.session.msisdn, lambda: view(caller, *args, **kwargs), status)

        return door

    return decorate


def channel_creating(status: int = 201) -> Callable[[Callable[Concatenate[Session, P], Any]], Callable[P, Response]]:
    """A channel's call about nobody in particular that makes or changes something, once for each idempotency key."""

    def decorate(view: Callable[Concatenate[Session, P], Any]) -> Callable[P, Response]:
        @wraps(view)
        def door(*args: P.args, **kwargs: P.kwargs) -> Response:
            with backend().database.transaction() as sql:
                client_id = _channel(sql)
                purpose()
                return _once(sql, client_id, "", lambda: view(sql, *args, **kwargs), status)

        return door

    return decorate


def _once(sql: Session, client_id: str, number: str, work: Callable[[], Any], status: int) -> Response:
    """The stored answer, or that of the work, stored with it. number: of the caller for whom it is done, "" for none."""
    held = Reservation(backend(), client_id, number)
    if (stored := held.take(sql)) is not None:
        return stored
    try:
        with sql.begin_nested():
            response = answer(work(), status)
    except Refusal as refusal:
        if refusal.status in PASSING or refusal.code == IN_PROGRESS or refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            # These pass by themselves: the same key, undone with all the rest, must be able to succeed later.
            raise
        response = problem(refusal)
    held.keep(sql, response)
    return response


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
