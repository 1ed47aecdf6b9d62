"""The client of the one API: one per process, shared by all threads."""

from __future__ import annotations

import time
from typing import TypeVar

from backend_client.backend import ACCEPT, Backend
from backend_client.exchange import Exchange, Observe
from backend_client.limits import Limits
from backend_client.payment_switch import PaymentSwitch
from backend_client.remembered import Clock, Fetched, Remembered
from backend_client.shapes import Shape
from backend_client.transport import CurlTransport, Request, Transport

T = TypeVar("T", bound=Shape)

# Routes times provinces; more than this is somebody trying values.
KNOWN_PATHS = 256


class BackendClient:
    """base_url: with its version, such as https://backend.example/v1. ca_file: certificates to trust, the machine's when left out.

    observe: told of every call its route template, its outcome and its seconds; never an address with data.
    """

    def __init__(
        self, base_url: str, client_id: str, client_secret: str, *, limits: Limits | None = None, ca_file: str = "",
        transport: Transport | None = None, clock: Clock = time.monotonic, observe: Observe | None = None,
    ) -> None:  # fmt: skip
        self._limits = limits or Limits()
        self._clock = clock
        transport = transport or CurlTransport(base_url, self._limits, ca_file)
        self.exchange = Exchange(transport, client_id, client_secret, self._limits, clock, observe)
        self.switch = PaymentSwitch(self._limits, clock)
        self._known: dict[str, Remembered[Shape]] = {}

    def bind(self, caller_token: str = "", purpose: str = "self_service", deadline: float = 0.0, key: str = "") -> Backend:
        """deadline: on the clock's scale, for everything the caller's message needs; call_s from now when left out.

        key: the same for a repeated message; what is created under it is created once.
        """
        return Backend(self, caller_token, purpose, deadline or self._clock() + self._limits.call_s, key)

    def payments_paused(self, deadline: float, *, confirming: bool = False) -> bool:
        """Whether too many payments end in doubt; looking costs no caller more than refresh_s of what is left of his time."""
        until = min(deadline, self._clock() + self._limits.refresh_s)
        read = self.bind(purpose="payment", deadline=until).payment_desk.statistics
        return self.switch.paused(read, self._limits.statistics_confirming_s if confirming else 0)

    @property
    def is_open(self) -> bool:
        """Whether the breaker is open."""
        return self.exchange.breaker.is_open

    @property
    def known_paths(self) -> int:
        """How many answers of reference data are kept."""
        return len(self._known)

    def known(self, shape: type[T], route: str, path: str, deadline: float) -> T:
        """What is the same for everybody. The last known when the backend is away. Raises Unavailable when there is none."""

        def fetch(fallback: bool) -> Fetched[Shape]:
            # Nobody waits long for something of which an older answer is at hand.
            until = min(deadline, self._clock() + self._limits.refresh_s) if fallback else deadline
            request = Request("GET", path, [ACCEPT, "X-Purpose: self_service"], None, True)
            return Fetched(self.exchange.run(shape, route, request, until), self._limits.fresh_s, float("inf"))

        if len(self._known) > KNOWN_PATHS:
            self._known.clear()
        remembered = self._known.setdefault(path, Remembered(self._clock, self._limits.again_s))
        value = remembered.get(fetch, deadline - self._clock())
        assert isinstance(value, shape)
        return value
