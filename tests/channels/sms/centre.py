"""The SMS centre seen from the other side: what Kannel submits is put together again, and reported on as it is told to."""

from __future__ import annotations

import itertools
import struct
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socket import socket
from threading import Thread

from tests.channels.sms.smsc import ANSWER, BIND, DELIVER, ENQUIRE, HAS_HEADER, SUBMIT, UCS2, UNBIND, Smsc

RECEIPT = 0x04
WANTS_REPORT = 0x01


@dataclass
class Submitted:
    """One submit_sm. identifier: the centre's. part: of how many, both 1 alone."""

    identifier: str
    to: str
    octets: bytes
    coding: int
    part: int
    parts: int
    wants_report: bool

    @property
    def text(self) -> str:
        return self.octets.decode("utf-16-be" if self.coding == UCS2 else "ascii")


@dataclass
class Mood:
    """refusals: SMPP statuses of the next submissions, before it takes again."""

    refusals: list[int] = field(default_factory=list)


class Centre(Smsc):
    """`messages`: every submit_sm, in the order they came."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Submitted] = []
        self.mood = Mood()
        self._identifiers = itertools.count(1)

    def texts_to(self, msisdn: str) -> list[str]:
        """Whole texts, joined from their parts."""
        joined: defaultdict[int, list[Submitted]] = defaultdict(list)
        for number, each in enumerate(self.messages):
            if each.to == msisdn.lstrip("+"):
                joined[number - each.part + 1].append(each)
        return ["".join(part.text for part in parts) for parts in joined.values()]

    def reports(self, message: Submitted, state: str, error: str = "000") -> None:
        """state: DELIVRD, UNDELIV, EXPIRED, REJECTD, ENROUTE ... as a receipt writes it."""
        said = f"id:{message.identifier} sub:001 dlvrd:001 submit date:2611221200 done date:2611221201 stat:{state} err:{error} text:"
        self._send(DELIVER, _receipt(message.to, said.encode()))

    def _hear(self, line: socket) -> None:
        stream = line.makefile("rb")
        while head := stream.read(16):
            length, command, _status, sequence = struct.unpack(">4I", head)
            body = stream.read(length - 16)
            status, said, taken = 0, b"", None
            if command == SUBMIT:
                status, said, taken = self._take(body)
            elif command == BIND:
                said = b"id\0"
            if command in {SUBMIT, BIND, UNBIND, ENQUIRE}:
                line.sendall(struct.pack(">4I", 16 + len(said), command | ANSWER, status, sequence) + said)
            if command == BIND:
                self.bound.set()
            if taken:
                # Only now: Kannel drops a report on what it does not know yet to be with the centre.
                self.messages.append(taken)
                self.submitted += 1

    def _take(self, body: bytes) -> tuple[int, bytes, Submitted | None]:
        """The status, what is answered, and what was taken."""
        if self.mood.refusals:
            return self.mood.refusals.pop(0), b"", None
        identifier = f"c{next(self._identifiers)}"
        return 0, identifier.encode() + b"\0", _submitted(identifier, body)


def _submitted(identifier: str, body: bytes) -> Submitted:
    """service_type, source, destination, esm_class ... short_message, as SMPP 3.4 orders them (4.4.1)."""
    _service, _, rest = body.partition(b"\0")
    _source, _, rest = rest[2:].partition(b"\0")
    to, _, rest = rest[2:].partition(b"\0")
    kind, rest = rest[0], rest[3:]
    _when, _, rest = rest.partition(b"\0")
    _until, _, rest = rest.partition(b"\0")
    registered, _replace, coding, _default, length = rest[:5]
    octets, part, parts = rest[5 : 5 + length], 1, 1
    if kind & HAS_HEADER:
        part, parts, octets = octets[5], octets[4], octets[octets[0] + 1 :]
    return Submitted(identifier, to.decode(), octets, coding, part, parts, bool(registered & WANTS_REPORT))


def _receipt(msisdn: str, said: bytes) -> bytes:
    """The body of a deliver_sm that is a delivery receipt."""
    addresses = b"\0" + bytes((1, 1)) + msisdn.encode() + b"\0" + bytes((0, 1)) + b"1490\0"
    return addresses + bytes((RECEIPT, 0, 0)) + b"\0\0" + bytes((0, 0, 0, 0, len(said))) + said


@contextmanager
def running() -> Iterator[Centre]:
    """Listening on a port of its own."""
    centre = Centre()
    thread = Thread(target=centre.serve, daemon=True)
    thread.start()
    try:
        yield centre
    finally:
        centre.close()
        thread.join(5)
