"""Assurance levels: what the channel proves by itself, and what a level is enough for."""

from __future__ import annotations

from typing import Literal

Level = Literal["L0", "L1", "L1w", "L2", "L3"]

# A sender of an SMS can be forged, so L1w is L1 only as long as the answer goes back to that number, masked.
_RANK: dict[str, int] = {"L0": 0, "L1w": 1, "L1": 1, "L2": 2, "L3": 3}

CHAT_CHANNELS = frozenset({"whatsapp", "messenger", "telegram", "line"})


def is_enough(level: str, needed: str) -> bool:
    return _RANK[level] >= _RANK[needed]


def of_channel(channel: str, *, bound: bool) -> Level:
    """For a number on file. A chat proves nothing until its person did; a caller's number at the hotline can be forged."""
    if channel == "ussd":
        return "L1"
    if channel in {"sms", "hotline"}:
        return "L1w"
    return "L1" if bound else "L0"
