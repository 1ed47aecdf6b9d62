"""What the backend tells this service: thin, signed hints by Standard Webhooks, each taken once and passed on as an id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from flask import Blueprint, Response, request
from prometheus_client import Counter
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from channels.wire import Away, Refusal, Wire

ID: Final = "webhook-id"
KEPT_SECONDS: Final = 3 * 24 * 3600
LARGEST_BODY: Final = 16384

hooks_taken = Counter("backend_hooks_total", "Webhooks of the backend", ["type", "outcome"])


class Data(msgspec.Struct):
    """What it is about: an id, never more."""

    id: str


class Event(msgspec.Struct):
    """`type` as in the contract."""

    type: str
    data: Data


# Woken with the id; raises when the hint was not taken, and the backend then sends it again.
Wake = Callable[[str], None]
decode: Final = msgspec.json.Decoder(Event).decode


class Hooks:
    """Checks, remembers and wakes; answers in milliseconds."""

    def __init__(self, secrets: Sequence[str], wire: Wire, wakes: dict[str, Wake]) -> None:
        self._verifiers = [Webhook(secret) for secret in secrets]
        self._wire = wire
        self._wakes = wakes

    def take(self, body: bytes, headers: dict[str, str]) -> int:
        """The HTTP status: 204 taken, 401 not from the backend, 400 not an event, 503 not now."""
        if not self._genuine(body, headers):
            return self._counted("unknown", "refused", 401)
        try:
            event = decode(body)
        except msgspec.MsgspecError:
            return self._counted("unknown", "malformed", 400)
        wake = self._wakes.get(event.type)
        if wake is None:
            return self._counted("other", "ignored", 204)
        try:
            if not self._first(headers[ID]):
                return self._counted(event.type, "repeated", 204)
            wake(event.data.id)
        except Exception:  # noqa: BLE001 - whatever failed, the backend sends it again, and the sweep finds it besides
            self._forget(headers[ID])
            return self._counted(event.type, "not now", 503)
        return self._counted(event.type, "taken", 204)

    def _genuine(self, body: bytes, headers: dict[str, str]) -> bool:
        return any([_verified(verifier, body, headers) for verifier in self._verifiers])  # noqa: C419 - no early way out

    def _first(self, identifier: str) -> bool:
        (taken,) = self._wire.trip((b"SET", _name(identifier), b"1", b"NX", b"EX", KEPT_SECONDS))
        if isinstance(taken, Refusal):
            raise Away("refused")
        return taken is not None

    def _forget(self, identifier: str) -> None:
        try:
            self._wire.trip((b"DEL", _name(identifier)))
        except Away:
            return

    def _counted(self, kind: str, outcome: str, status: int) -> int:
        hooks_taken.labels(kind, outcome).inc()
        return status


def _name(identifier: str) -> bytes:
    return b"h:" + identifier.encode("utf-8", "replace")[:200]


def _verified(verifier: Webhook, body: bytes, headers: dict[str, str]) -> bool:
    try:
        verifier.verify(body, headers)
    except (WebhookVerificationError, ValueError):
        return False
    return True


def blueprint(hooks: Hooks) -> Blueprint:
    """POST /hooks/backend."""
    made = Blueprint("hooks", __name__)

    @made.post("/hooks/backend")
    def backend() -> Response:
        body = request.get_data(cache=False) if (request.content_length or 0) <= LARGEST_BODY else b""
        return Response(status=hooks.take(body, {name.lower(): value for name, value in request.headers.items()}))

    return made
