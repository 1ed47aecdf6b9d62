"""Africa's Talking: a form with all that was typed so far, answered by CON or END and the text.

Source: developers.africastalking.com, USSD sessions. No signature is documented, so the path holds a secret.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote_plus

from channels import records
from channels.desk import Desk
from channels.front import NOT_FOUND, Answer
from channels.inbound import Inbound, Reply
from engine.encoding import Budget

NAME: Final = "africastalking"
# Safaricom carries 160 characters, Airtel 184; of 80 UCS-2 units operators take some off.
BUDGET: Final = Budget(septets=160, units=70)
PLAIN: Final = "text/plain; charset=utf-8"
NUMBER: Final = re.compile(r"\+?[0-9]{6,15}").fullmatch
STATUSES: Final = frozenset({"Success", "Incomplete", "Failed"})
FIELDS: Final = 32
WANTED: Final = frozenset({"sessionId", "text", "status", "hopsCount", "durationInMillis"})


class AfricasTalking:
    """The gateway's two callbacks: a message, and the end of a session."""

    def __init__(self, desk: Desk, secrets: Sequence[str], budget: Budget = BUDGET) -> None:
        self.secrets = secrets
        self._desk = desk
        self._budget = budget
        self._seconds = records.seconds.labels(NAME)
        self._outcomes = {more: records.hops.labels(NAME, "CON" if more else "END") for more in (True, False)}

    def handle(self, tail: str, body: bytes) -> Answer:
        """A message at the path itself, the end of a session at /events."""
        if tail == "events":
            return self._event(_form(body))
        if tail:
            return NOT_FOUND
        started = time.perf_counter()
        reply = self._desk.answer(read(_form(body)), self._budget)
        self._outcomes[reply.more].inc()
        self._seconds.observe(time.perf_counter() - started)
        return Answer("200 OK", PLAIN, written(reply))

    def _event(self, form: dict[str, str]) -> Answer:
        # `input` and `lastAppResponse` are in clear: neither is read.
        status = form.get("status", "")
        status = status if status in STATUSES else "unknown"
        records.dials.labels(NAME, status).inc()
        hops, milliseconds = _count(form, "hopsCount"), _count(form, "durationInMillis")
        records.log.info("dial ended", gateway=NAME, status=status, hops=hops, milliseconds=milliseconds)
        return Answer("200 OK", PLAIN, b"")


def read(form: dict[str, str]) -> Inbound:
    """The message in a form; a number that is none is left out, and the caller is then a stranger."""
    number = form.get("phoneNumber", "").strip()
    person = "+" + number.lstrip("+") if NUMBER(number) else ""
    return Inbound(NAME, form.get("sessionId", "")[:200], person, form.get("text", ""))


def written(reply: Reply) -> bytes:
    """The body as the gateway wants it."""
    return (b"CON " if reply.more else b"END ") + reply.text.encode("utf-8", "replace")


def _form(body: bytes) -> dict[str, str]:
    """The wanted fields of a form. By hand: the standard library's parser costs a tenth of the whole message."""
    fields = {}
    for pair in body.decode("utf-8", "replace").split("&", FIELDS)[:FIELDS]:
        name, _, value = pair.partition("=")
        if name in WANTED:
            # All that is escaped in most messages, and a quarter of a form's cost when the library does it.
            value = value.replace("%2A", "*")
            fields[name] = unquote_plus(value) if "%" in value or "+" in value else value
        elif name == "phoneNumber":
            digits = value.removeprefix("%2B")
            fields[name] = digits if digits.isdigit() else unquote_plus(value)
    return fields


def _count(form: dict[str, str], name: str) -> int:
    digits = form.get(name, "")[:9]
    return int(digits) if digits.isascii() and digits.isdigit() else 0
