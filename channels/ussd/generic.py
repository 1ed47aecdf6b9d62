"""A gateway that sends only what was typed last, as JSON: the shape most operators' own gateways share.

Request {"session", "msisdn", "event": "new" | "continue" | "end", "input", "message"}; answer {"text", "continue"}.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

import msgspec

from channels import records
from channels.desk import Desk
from channels.front import NOT_FOUND, Answer
from channels.inbound import Inbound, Reply
from channels.ussd.africastalking import BUDGET, NUMBER
from engine.encoding import Budget

NAME: Final = "generic"
JSON: Final = "application/json"


class Hop(msgspec.Struct):
    """One message. `input` of a new session holds what was dialled behind the code; `message` tells repeats apart."""

    session: str = ""
    msisdn: str = ""
    event: str = "continue"
    input: str = ""
    message: str = ""


decode: Final = msgspec.json.Decoder(Hop).decode
encode: Final = msgspec.json.Encoder().encode


class Generic:
    """The gateway's one callback."""

    def __init__(self, desk: Desk, secrets: Sequence[str], budget: Budget = BUDGET) -> None:
        self.secrets = secrets
        self._desk = desk
        self._budget = budget

    def handle(self, tail: str, body: bytes) -> Answer:
        """Answers a message; an end needs no answer."""
        if tail:
            return NOT_FOUND
        started = time.perf_counter()
        hop = _hop(body)
        if hop.event == "end":
            records.dials.labels(NAME, "unknown").inc()
            return Answer("200 OK", JSON, b"{}")
        reply = self._desk.answer(read(hop), self._budget)
        records.hops.labels(NAME, "CON" if reply.more else "END").inc()
        records.seconds.labels(NAME).observe(time.perf_counter() - started)
        return Answer("200 OK", JSON, written(reply))


def read(hop: Hop) -> Inbound:
    """The message of a hop."""
    person = "+" + hop.msisdn.lstrip("+") if NUMBER(hop.msisdn) else ""
    return Inbound(NAME, hop.session[:200], person, hop.input, cumulative=False, first=hop.event == "new", message=hop.message)


def written(reply: Reply) -> bytes:
    """The body as the gateway wants it."""
    return encode({"text": reply.text, "continue": reply.more})


def _hop(body: bytes) -> Hop:
    try:
        return decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Hop()
