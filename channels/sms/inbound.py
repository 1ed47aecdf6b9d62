"""What every SMS gateway's adapter reads out of a request: a message, or what became of one of ours."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl

import msgspec

# Gateways write one number in three ways: +856..., 856... and 00856...
_NUMBER: Final = re.compile(r"(?:\+|00)?([1-9][0-9]{7,14})").fullmatch
_FIELDS: Final = 32


class InboundSms(msgspec.Struct, frozen=True):
    """A message. id: the gateway's, the same in every repeat. sender: E.164. receiver: the short code, as the gateway writes it."""

    gateway: str
    id: str
    sender: str
    receiver: str
    text: str
    received_at: datetime


class Status(StrEnum):
    """How far a message of ours is. SENT and BUFFERED are on the way, the others the end."""

    SENT = "sent"
    BUFFERED = "buffered"
    DELIVERED = "delivered"
    FAILED = "failed"
    REJECTED = "rejected"
    EXPIRED = "expired"


class DeliveryReport(msgspec.Struct, frozen=True):
    """What became of a message of ours. reference: as it was given when it was sent. failure: the gateway's own word, "" without one."""

    gateway: str
    reference: str
    status: Status
    failure: str = ""


# Each raises when it could not keep what it was given: the gateway is then answered 503 and sends it again.
OnMessage = Callable[[InboundSms], None]
OnReport = Callable[[DeliveryReport], None]
OnOptout = Callable[[str], None]


def form(body: bytes) -> dict[str, str]:
    """The fields of a form or of a query, a repeated one as it came last."""
    try:
        return dict(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, errors="replace", max_num_fields=_FIELDS))
    except ValueError:
        return {}


def message(gateway: str, fields: dict[str, str], date: str) -> InboundSms | None:
    """The message in a form; None without an id to tell repeats by, or from somebody who cannot be answered. date: its field."""
    sender, identifier = e164(fields.get("from", "")), fields.get("id", "")[:200]
    if not (sender and identifier):
        return None
    return InboundSms(gateway, identifier, sender, fields.get("to", "")[:20], fields.get("text", ""), moment(fields.get(date, "")))


def e164(number: str) -> str:
    """The number in E.164; "" for what is none, such as a name or another service's short code: neither can be answered."""
    found = _NUMBER(number.strip())
    return f"+{found[1]}" if found else ""


def moment(text: str) -> datetime:
    """The time in UTC, from ISO 8601 with T or a space, or from seconds since 1970; now, where it is none."""
    try:
        read = datetime.fromtimestamp(int(text), UTC) if text.isascii() and text.isdigit() else datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return datetime.now(UTC)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
