"""The few PDUs of SMPP 3.4 that a USSD conversation needs, from bytes and to bytes.

Source: Short Message Peer to Peer Protocol Specification v3.4 (1999), chapters 4 and 5.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from enum import IntEnum
from typing import Final, NamedTuple

HEADER: Final = struct.Struct(">IIII")
LONGEST: Final = 65536
RESPONSE: Final = 0x80000000
VERSION: Final = 0x34
# Optional parameters, 5.3.2.
USER_MESSAGE_REFERENCE: Final = 0x0204
MESSAGE_PAYLOAD: Final = 0x0424
USSD_SERVICE_OP: Final = 0x0501
ITS_SESSION_INFO: Final = 0x1383


class Command(IntEnum):
    """What a PDU asks for; its answer has the highest bit set as well."""

    SUBMIT_SM = 0x4
    DELIVER_SM = 0x5
    UNBIND = 0x6
    BIND_TRANSCEIVER = 0x9
    ENQUIRE_LINK = 0x15
    GENERIC_NACK = 0x80000000


class Status(IntEnum):
    """The results that are told apart here, 5.1.3."""

    OK = 0x0
    UNKNOWN_COMMAND = 0x3
    QUEUE_FULL = 0x14
    THROTTLED = 0x58
    TRY_LATER = 0x64
    NOT_READABLE = 0x65


class Malformed(ValueError):
    """Bytes that are no PDU, or no body of the one they say they are."""


class Pdu(NamedTuple):
    """One frame. `body` is not read yet."""

    command: int
    status: int
    sequence: int
    body: bytes


class Address(NamedTuple):
    """kind: type of number, 1 international, 2 national. plan: 1 E.164."""

    digits: str
    kind: int = 0
    plan: int = 0


class Message(NamedTuple):
    """The body of deliver_sm and of submit_sm, which are alike. extras: optional parameters by their tags."""

    service_type: str
    source: Address
    destination: Address
    text: bytes
    coding: int
    extras: Mapping[int, bytes]
    esm_class: int = 0


class _Reader:
    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def octets(self, count: int) -> bytes:
        found = self._body[self._at : self._at + count]
        if len(found) < count:
            raise Malformed("cut short")
        self._at += count
        return found

    def number(self) -> int:
        return self.octets(1)[0]

    def word(self) -> str:
        end = self._body.find(b"\0", self._at)
        if end < 0:
            raise Malformed("a word without its end")
        found, self._at = self._body[self._at : end], end + 1
        return found.decode("latin-1")

    def address(self) -> Address:
        kind, plan = self.number(), self.number()
        return Address(self.word(), kind, plan)

    def extras(self) -> dict[int, bytes]:
        found = {}
        while self._at < len(self._body):
            tag, length = struct.unpack(">HH", self.octets(4))
            found[tag] = self.octets(length)
        return found


def packed(command: int, sequence: int, body: bytes = b"", status: int = Status.OK) -> bytes:
    """A frame with its header."""
    return HEADER.pack(HEADER.size + len(body), command, status, sequence) + body


def taken_from(buffer: bytearray) -> Pdu | None:
    """The first frame, taken out of the buffer; None while it is not all there. Raises Malformed."""
    if len(buffer) < HEADER.size:
        return None
    length, command, status, sequence = HEADER.unpack_from(buffer)
    if not HEADER.size <= length <= LONGEST:
        raise Malformed("a length that no PDU has")
    if len(buffer) < length:
        return None
    body = bytes(buffer[HEADER.size : length])
    del buffer[:length]
    return Pdu(command, status, sequence, body)


def read_message(body: bytes) -> Message:
    """The message in a deliver_sm or a submit_sm; raises Malformed."""
    read = _Reader(body)
    service_type, source, destination, esm_class = read.word(), read.address(), read.address(), read.number()
    # protocol_id, priority_flag; schedule_delivery_time, validity_period; registered_delivery, replace_if_present_flag.
    read.octets(2), read.word(), read.word(), read.octets(2)
    coding = read.number()
    read.number()  # sm_default_msg_id
    text = read.octets(read.number())
    extras = read.extras()
    return Message(service_type, source, destination, text or extras.get(MESSAGE_PAYLOAD, b""), coding, extras, esm_class)


def written(message: Message) -> bytes:
    """The body of a submit_sm with this message: at most 254 octets of text, sent at once, no report asked for."""
    ends = b"".join(b"%c%c%b" % (address.kind, address.plan, word(address.digits)) for address in (message.source, message.destination))
    fixed = bytes((message.esm_class, 0, 0, 0, 0, 0, 0, message.coding, 0, len(message.text)))
    extras = b"".join(struct.pack(">HH", tag, len(value)) + value for tag, value in message.extras.items())
    return word(message.service_type) + ends + fixed + message.text + extras


def bind_body(system_id: str, password: str, system_type: str) -> bytes:
    """The body of a bind_transceiver, for whatever addresses the SMSC sends here."""
    return word(system_id) + word(password) + word(system_type) + bytes((VERSION, 0, 0, 0))


def word(text: str) -> bytes:
    """A C-octet string."""
    return text.encode("latin-1", "replace") + b"\0"
