"""One message as every gateway's adapter reads it, and what goes back."""

from __future__ import annotations

import msgspec


class Inbound(msgspec.Struct, frozen=True, gc=False):
    """One message.

    gateway: the adapter's name. dial: the gateway's id of the dialled session. person: E.164, "" when not given.
    text: all that was typed so far when `cumulative`, else the new input only.
    first: the gateway says that the session is new. message: the gateway's id of this message, "" when it has none.
    """

    gateway: str
    dial: str
    person: str
    text: str
    cumulative: bool = True
    first: bool = False
    message: str = ""


class Reply(msgspec.Struct, frozen=True, gc=False):
    """The text to show, and whether an answer is awaited."""

    text: str
    more: bool
