"""Rings the service and hangs up, with the forms that Africa's Talking sends for a call."""

import secrets
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Literal
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from simulator.carrier import CarrierError, DeadlinePassed, exchange
from simulator.settings import Settings

DEADLINE_S = 10.0
# rejected: it never began, and costs nothing; answered: it began, and the caller pays; the others: the service said nothing usable.
Outcome = Literal["rejected", "answered", "refused", "malformed", "unreachable", "deadline"]


@dataclass(frozen=True)
class Call:
    outcome: Outcome
    status: int = 0
    reply: str = ""
    took_ms: float = 0.0

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def ring(settings: Settings, msisdn: str, deadline_s: float = DEADLINE_S) -> Call:
    """One call, ended by the service or, after its answer, by the caller."""
    call = {
        "sessionId": f"ATVId_{secrets.token_hex(16)}",
        "direction": "Inbound",
        "callerNumber": msisdn,
        "destinationNumber": settings.call_number,
    }
    started = time.monotonic()
    try:
        reply = exchange("POST", settings.voice_url, _form(call, isActive="1", callSessionState="Ringing"), deadline_s)
    except DeadlinePassed:
        return Call("deadline")
    except CarrierError:
        return Call("unreachable")
    took_ms = round((time.monotonic() - started) * 1000, 1)
    # The end of a call is told once; a service that misses it must live without.
    with suppress(CarrierError):
        exchange("POST", settings.voice_url, _form(call, isActive="0", callSessionState="Completed", durationInSeconds="0"), deadline_s)
    body = reply.body.decode("utf-8", "replace")
    return Call(meaning(reply.status, body), reply.status, body, took_ms)


def meaning(status: int, body: str) -> Outcome:
    """What the first action in the answer does with the call."""
    if status >= 400:
        return "refused"
    try:
        answer = ET.fromstring(body)  # noqa: S314 - from the service that is tried out, on this machine
    except ET.ParseError:
        return "malformed"
    if answer.tag != "Response" or not len(answer):
        return "malformed"
    return "rejected" if answer[0].tag == "Reject" else "answered"


def _form(call: dict[str, str], **state: str) -> bytes:
    return urlencode(state | call).encode("ascii")
