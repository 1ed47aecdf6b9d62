"""What lies in Redis of a conversation, and its bytes."""

from __future__ import annotations

from typing import Final

import msgspec

from engine.session import Session


class Stored(msgspec.Struct, omit_defaults=True):
    """What lies in Redis: the session, the last reply, and what tells a repeated message from a new one.

    dial: the gateway's session id. message: what the last message is told by (channels/history.py). length: of its cumulative text.
    former: the session ids before this one; a late message of theirs changes nothing.
    messages: the gateway's own ids of the last messages, for those that send no history. nonce: made at the dial.
    """

    session: Session
    dial: str = ""
    message: bytes = b""
    reply: str = ""
    more: bool = False
    length: int = 0
    former: tuple[str, ...] = ()
    messages: tuple[bytes, ...] = ()
    nonce: str = ""


encode: Final = msgspec.msgpack.Encoder().encode
decode: Final = msgspec.msgpack.Decoder(Stored).decode
