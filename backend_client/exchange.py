"""The one way every call takes: breaker, token, attempts, answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from backend_client import answers
from backend_client.breaker import Breaker
from backend_client.channel_token import ChannelTokens
from backend_client.errors import (
    BackendError,
    ChannelRejected,
    ConnectionLost,
    DeadlineExceeded,
    Overloaded,
    Refused,
    Unavailable,
    Unreachable,
)
from backend_client.limits import Limits
from backend_client.remembered import Clock
from backend_client.shapes import Shape
from backend_client.transport import Answer, Request, Transport

T = TypeVar("T", bound=Shape)

# Told of every call: method and route template, "ok" or the error's name or code, seconds.
Observe = Callable[[str, str, float], None]


class Exchange:
    """Shared by all threads of a process."""

    def __init__(
        self, transport: Transport, client_id: str, client_secret: str, limits: Limits, clock: Clock, observe: Observe | None = None
    ) -> None:
        self._transport = transport
        self._limits = limits
        self._clock = clock
        self._observe = observe
        self.breaker = Breaker(limits, clock)
        self._tokens = ChannelTokens(client_id, client_secret, self._attempt, clock, limits.again_s)

    def run(self, shape: type[T], route: str, request: Request, deadline: float) -> T:
        """The answer's value. Raises Refused, Unavailable."""
        if self._observe is None:
            return self._guarded(shape, request, deadline)
        started, outcome = self._clock(), "ok"
        try:
            return self._guarded(shape, request, deadline)
        except BackendError as error:
            outcome = error.code if isinstance(error, Refused) else type(error).__name__
            raise
        finally:
            self._observe(f"{request.method} {route}", outcome, self._clock() - started)

    def _guarded(self, shape: type[T], request: Request, deadline: float) -> T:
        admitted = self.breaker.admit()
        allowed_s = deadline - self._clock()
        try:
            value = answers.read(shape, self._authorised(request, deadline))
        except Refused:
            self.breaker.succeeded(admitted)
            raise
        except Unavailable as failure:
            tells = not isinstance(failure, Overloaded | ChannelRejected)
            if tells and not (isinstance(failure, DeadlineExceeded) and allowed_s < self._limits.fair_s):
                self.breaker.failed(admitted)
            else:
                self.breaker.withdrawn(admitted)
            raise
        except BaseException:
            self.breaker.withdrawn(admitted)
            raise
        self.breaker.succeeded(admitted)
        return value

    def _authorised(self, request: Request, deadline: float) -> Answer:
        token = self._tokens.current(deadline)
        answer = self._attempt(_signed(request, token), deadline)
        if answer.status != 401:
            return answer
        alone = not any(header.startswith("X-Caller-Token:") for header in request.headers)
        if renewed := self._tokens.renewed(token, deadline, alone=alone):
            # Refused for its token means not done: this may be sent again whatever it is.
            return self._attempt(_signed(request, renewed), deadline)
        return answer

    def _attempt(self, request: Request, deadline: float) -> Answer:
        """Sends again, once, what broke on the way and either did not arrive or may arrive twice."""
        try:
            return self._transport.send(request, deadline - self._clock())
        except (ConnectionLost, Unreachable) as broken:
            time_for_more = deadline - self._clock() > self._limits.retry_pause_s + self._limits.retry_least_s
            if not time_for_more or (broken.may_have_acted and not request.repeatable):
                raise
            time.sleep(self._limits.retry_pause_s)
            first = broken
        try:
            return self._transport.send(request, deadline - self._clock())
        except Unavailable as second:
            second.may_have_acted |= first.may_have_acted
            raise


def _signed(request: Request, token: str) -> Request:
    return request._replace(headers=[f"Authorization: Bearer {token}", *request.headers])
