"""What is new in a message: gateways repeat themselves, send all that was typed so far, and people type `*` too."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

from channels.inbound import Inbound
from channels.stored import Stored

REPEATED: Final = None


def identity(inbound: Inbound) -> bytes:
    """The same for the same message sent again; empty when the gateway gives nothing to tell by."""
    mark = inbound.text if inbound.cumulative else inbound.message
    return _digest(inbound.dial, mark) if inbound.cumulative or mark else b""


def _digest(dial: str, mark: str) -> bytes:
    """Stands for text that must not be kept: it may hold a PIN."""
    return blake2b(f"{dial}\0{mark}".encode("utf-8", "replace"), digest_size=12).digest()


def new_input(stored: Stored, inbound: Inbound, message: bytes) -> str | None:
    """What was typed since the stored message, or REPEATED."""
    if message and message in stored.messages:
        return REPEATED
    text = inbound.text
    if not inbound.cumulative:
        return text
    seen = stored.length
    if len(text) <= seen:
        # An older message of this dial came late: the newest reply stands.
        return REPEATED
    if not seen:
        return text
    if text[seen] == "*" and _digest(inbound.dial, text[:seen]) == stored.message:
        return text[seen + 1 :]
    # The gateway lost or cut its history: what follows the last star is the best there is.
    return text.rpartition("*")[2]
