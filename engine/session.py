"""Where a conversation stands, and its bytes."""

from __future__ import annotations

from enum import IntEnum

import msgspec

VERSION = 1


class Level(IntEnum):
    """How sure the backend is of who is calling (contract: assurance levels L0, L1, L2)."""

    NONE = 0
    NUMBER = 1
    PIN = 2


class MemberChoice(msgspec.Struct, array_like=True):
    """One of several members on one number: the backend's reference and the masked name."""

    reference: str
    name: str


class Caller(msgspec.Struct, omit_defaults=True):
    """Who the backend says is calling. `token` speaks for the caller; `classes` are the contract's class names."""

    token: str = ""
    reference: str = ""
    level: Level = Level.NONE
    classes: tuple[str, ...] = ()
    name: str = ""
    members: tuple[MemberChoice, ...] = ()
    selected: str = ""
    pin_set: bool = False
    language: str = ""
    features: tuple[str, ...] = ()


class Frame(msgspec.Struct, omit_defaults=True):
    """One flow under way. `trail`: screens seen, newest last; `pending`: the action waiting for the frame above."""

    flow: str
    record: msgspec.Raw = msgspec.Raw(b"\x80")
    trail: list[str] = []
    pending: str = ""
    seed: str = ""
    level: Level = Level.NONE


class Session(msgspec.Struct, omit_defaults=True):
    """A conversation. `shown`: option keys as numbered on the screen, an empty one where a number is kept free."""

    version: int = VERSION
    frames: list[Frame] = []
    shown: list[str] = []
    page: int = 0
    pages: int = 1
    complaint: str = ""
    locale: str = ""
    caller: Caller = msgspec.field(default_factory=Caller)
    ended: bool = False
    hops: int = 0
    touched: float = 0.0


encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Session).decode
