"""What happened to a message, told in order beside it: when it was asked for, what each gateway said, how it ended."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

import msgspec


class Step(StrEnum):
    """Besides the statuses of a message. waits: to be tried again. passed_on: to the next gateway at once. left: its worker died with
    it in hand."""

    ASKED = "asked"
    WAITS = "waits"
    PASSED_ON = "passed_on"
    REPORTED = "reported"
    LEFT = "left"


class What(msgspec.Struct, omit_defaults=True, frozen=True):
    """One thing that happened: never a number, never a word of the text.

    name: a status, or a step. detail: a reason, or what was reported. identifier, cost: the gateway's.
    """

    name: str
    gateway: str = ""
    detail: str = ""
    identifier: str = ""
    cost: str = ""


class Happened(NamedTuple):
    """first, last: seconds since 1970; so many times one after the other."""

    first: float
    last: float
    times: int
    what: What


_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(What).decode


def written(what: What | None) -> bytes:
    """As the scripts keep it; empty for nothing worth telling."""
    return _encode(what) if what else b""


def read(line: bytes) -> Happened:
    """One line of a life."""
    first, last, times, what = line.split(b" ", 3)
    return Happened(float(first), float(last), int(times), _decode(what))


LEFT_BEHIND: Final = written(What(Step.LEFT))
