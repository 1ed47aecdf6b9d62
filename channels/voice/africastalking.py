"""A missed call through Africa's Talking: rejected, so that it costs the caller nothing, and answered by SMS.

Source: developers.africastalking.com, voice callbacks and actions. No signature is documented, so the path holds a secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Final

from flask import Blueprint, Response, request
from prometheus_client import Counter

from channels.front import admitted
from channels.wire import Away, Refusal, Wire

REJECT: Final = b'<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>'
NUMBER: Final = re.compile(r"\+?[1-9][0-9]{6,14}").fullmatch
# The gateway tells the end of a call under the same id, and repeats what it got no answer to.
CALL_SECONDS: Final = 24 * 3600
# One SMS an hour: who rings on gets no more, and who rings for somebody else cannot flood him.
NUMBER_SECONDS: Final = 3600
LARGEST_BODY: Final = 16384

calls = Counter("missed_calls_total", "Calls that rang", ["outcome"])

# A name of the call's own, and the number to answer. Whether it will be.
Called = Callable[[str, str], bool]


class MissedCalls:
    """key: turns calls and numbers into names, so that Redis holds neither."""

    def __init__(self, secrets: Sequence[str], wire: Wire, key: bytes, called: Called, *, pretend_numbers: bool = False) -> None:
        self.secrets = secrets
        self._wire = wire
        self._key = key
        self._called = called
        self._pretend_numbers = pretend_numbers

    def take(self, call: str, number: str) -> str:
        """What became of one call, as it is counted."""
        if not (call and NUMBER(number)):
            return "no number"
        person = "+" + number.lstrip("+")
        if person.startswith("+8562010") and not self._pretend_numbers:
            return "no number"
        try:
            return self._answered(self._name("call", call), self._name("number", person), person)
        except Away:
            return "not now"

    def _answered(self, call: bytes, number: bytes, person: str) -> str:
        if not self._first(call, CALL_SECONDS):
            return "repeated"
        if not self._first(number, NUMBER_SECONDS):
            return "too soon"
        if not self._called(call.decode().removeprefix("v:"), person):
            # Nobody will be told: the same call, told again by the gateway, is tried again.
            self._wire.trip((b"DEL", call, number))
            return "not now"
        return "taken"

    def _first(self, name: bytes, seconds: int) -> bool:
        (taken,) = self._wire.trip((b"SET", name, b"1", b"NX", b"EX", seconds))
        if isinstance(taken, Refusal):
            raise Away("refused")
        return taken is not None

    def _name(self, kind: str, value: str) -> bytes:
        digest = blake2b(f"{kind}\0{value}".encode("utf-8", "replace"), key=self._key, digest_size=16)
        return b"v:" + digest.hexdigest().encode()


def blueprint(missed: MissedCalls) -> Blueprint:
    """POST /voice/africastalking/<secret>."""
    made = Blueprint("voice", __name__)

    @made.post("/voice/africastalking/<secret>")
    def africastalking(secret: str) -> Response:
        if not admitted(secret, missed.secrets):
            return Response("not found", 404, content_type="text/plain; charset=utf-8")
        whole = (request.content_length or 0) <= LARGEST_BODY
        form = request.form if whole else {}
        # What follows a call, with its duration and its price, is told under isActive=0.
        if form.get("isActive") == "1":
            calls.labels(missed.take(form.get("sessionId", "")[:200], form.get("callerNumber", "").strip())).inc()
        # Rejected whatever happens: a caller who was promised that it costs nothing must not be charged.
        return Response(REJECT, content_type="application/xml; charset=utf-8")

    return made
