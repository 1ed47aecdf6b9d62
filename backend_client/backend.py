"""The backend in one caller's name, until one deadline."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec

from backend_client.access_log import AccessLog
from backend_client.addresses import line_safe, path_of
from backend_client.balance import Balance
from backend_client.benefits import Benefits
from backend_client.callers import Callers
from backend_client.calls import NO_WORDS, Body, Calls, Words
from backend_client.capabilities import Capabilities
from backend_client.cases import Cases
from backend_client.claims import Claims
from backend_client.contributions import Contributions
from backend_client.errors import DeadlineExceeded, OnlyReading, Refused
from backend_client.lookups import Lookups
from backend_client.members import Members
from backend_client.notifications import NotificationDesk
from backend_client.numbers import Numbers
from backend_client.one_time_codes import OneTimeCodes
from backend_client.payments import Paying, PaymentDesk
from backend_client.pins import Pins
from backend_client.preferences import Preferences
from backend_client.reference import Reference
from backend_client.registrations import Registrations
from backend_client.shapes import Shape
from backend_client.transport import Request

if TYPE_CHECKING:
    from backend_client.client import BackendClient

T = TypeVar("T", bound=Shape)

ACCEPT = "Accept: application/json, application/problem+json"
JSON = "Content-Type: application/json"
_encode = msgspec.json.Encoder().encode


def encode(body: Body) -> bytes:
    """Raises Refused for text that no encoding can carry, such as half a surrogate pair."""
    try:
        return _encode(body)
    except UnicodeEncodeError:
        raise Refused("invalid_request") from None


class Backend(Calls):
    """Cheap to make; made by `BackendClient.bind`. Resources are made when asked for."""

    __slots__ = ("_caller_token", "_client", "_deadline", "_key", "_purpose", "_reads_only")

    def __init__(self, client: BackendClient, caller_token: str, purpose: str, deadline: float, key: str) -> None:
        self._client = client
        self._caller_token = caller_token
        self._purpose = purpose
        self._deadline = deadline
        self._key = key
        self._reads_only = False

    def reading(self) -> Self:
        """The same, for reading only: what would create or change something raises OnlyReading."""
        self._reads_only = True
        return self

    @property
    def callers(self) -> Callers:
        return Callers(self)

    @property
    def pins(self) -> Pins:
        return Pins(self)

    @property
    def one_time_codes(self) -> OneTimeCodes:
        return OneTimeCodes(self)

    @property
    def registrations(self) -> Registrations:
        return Registrations(self)

    @property
    def members(self) -> Members:
        return Members(self)

    @property
    def contributions(self) -> Contributions:
        return Contributions(self)

    @property
    def benefits(self) -> Benefits:
        return Benefits(self)

    @property
    def claims(self) -> Claims:
        return Claims(self)

    @property
    def balance(self) -> Balance:
        return Balance(self)

    @property
    def preferences(self) -> Preferences:
        return Preferences(self)

    @property
    def access_log(self) -> AccessLog:
        return AccessLog(self)

    @property
    def lookups(self) -> Lookups:
        return Lookups(self)

    @property
    def numbers(self) -> Numbers:
        return Numbers(self)

    @property
    def reference(self) -> Reference:
        return Reference(self)

    @property
    def cases(self) -> Cases:
        return Cases(self)

    @property
    def payments(self) -> Paying:
        return Paying(self)

    @property
    def payment_desk(self) -> PaymentDesk:
        return PaymentDesk(self)

    @property
    def notification_desk(self) -> NotificationDesk:
        return NotificationDesk(self)

    def payments_paused(self, *, confirming: bool = False) -> bool:
        return self._client.payments_paused(self._deadline, confirming=confirming)

    def capabilities(self) -> Capabilities:
        """What this backend can do; kept in the process, and the last known when the backend is away."""
        return self.known(Capabilities, "/capabilities")

    def read(self, shape: type[T], route: str, parts: Words = NO_WORDS, query: Words = NO_WORDS) -> T:
        try:
            return self._send(shape, route, Request("GET", path_of(route, parts, query), self._headers(), None, True))
        except DeadlineExceeded as late:
            late.late_read = True
            raise

    def known(self, shape: type[T], route: str, query: Words = NO_WORDS) -> T:
        return self._client.known(shape, route, path_of(route, NO_WORDS, query), self._deadline)

    def create(self, shape: type[T], route: str, body: Body | None, parts: Words = NO_WORDS) -> T:
        self._writes()
        headers = [*self._headers(), JSON, f"Idempotency-Key: {self._key_for(route)}"]
        return self._send(
            shape, route, Request("POST", path_of(route, parts, NO_WORDS), headers, b"" if body is None else encode(body), True)
        )

    def post(self, shape: type[T], route: str, body: Body, parts: Words = NO_WORDS, *, repeatable: bool = False, purpose: str = "") -> T:
        headers = [*self._headers(purpose), JSON]
        return self._send(shape, route, Request("POST", path_of(route, parts, NO_WORDS), headers, encode(body), repeatable))

    def put(self, shape: type[T], route: str, body: Body, parts: Words = NO_WORDS) -> T:
        self._writes()
        request = Request("PUT", path_of(route, parts, NO_WORDS), [*self._headers(), JSON], encode(body), False)
        return self._send(shape, route, request)

    def _writes(self) -> None:
        if self._reads_only:
            raise OnlyReading

    def _send(self, shape: type[T], route: str, request: Request) -> T:
        return self._client.exchange.run(shape, route, request, self._deadline)

    def _headers(self, purpose: str = "") -> list[str]:
        # What an operator does stays the hotline's, also a look-up.
        stated = purpose if purpose and self._purpose == "self_service" else self._purpose
        headers = [ACCEPT, f"X-Purpose: {stated}"]
        if self._caller_token:
            headers.append(f"X-Caller-Token: {line_safe(self._caller_token)}")
        return headers

    def _key_for(self, route: str) -> str:
        """The same seed and route give the same key, so that a repeated message creates once."""
        if not self._key:
            return uuid.uuid4().hex
        return hashlib.blake2b(f"{self._key}\n{route}".encode(), digest_size=16).hexdigest()
