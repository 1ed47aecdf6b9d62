"""HTTP/1.1 messages on a stream, as far as a go-between needs them: first line, length, bytes."""

from __future__ import annotations

import re
from asyncio import IncompleteReadError, LimitOverrunError, StreamReader
from dataclasses import dataclass

HEAD_END = b"\r\n\r\n"
LENGTH, CODING, CONNECTION = (
    re.compile(rb"\r\n" + name + rb"[ \t]*:[ \t]*([^\r]*)", re.IGNORECASE)
    for name in (b"content-length", b"transfer-encoding", b"connection")
)


class UnreadableError(Exception):
    """Not HTTP, or a kind of it that is not passed on (a body without a length)."""


@dataclass(frozen=True)
class Message:
    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        return self.head + self.body

    def request_line(self) -> tuple[str, str]:
        """Method and path, without the query."""
        method, _, rest = self.head.partition(b"\r\n")[0].decode("latin-1").partition(" ")
        return method, rest.partition(" ")[0].partition("?")[0]

    def closes(self) -> bool:
        return b"close" in (_header(self.head, CONNECTION) or b"").lower()


async def read_request(reader: StreamReader) -> Message | None:
    """None when the other side is done."""
    head = await _head(reader)
    if head is None:
        return None
    if _header(head, CODING) is not None:
        raise UnreadableError
    return Message(head, await _body(reader, head))


async def read_response(reader: StreamReader, method: str) -> Message | None:
    head = await _head(reader)
    if head is None:
        return None
    status = head.split(b" ", 2)[1]
    if method == "HEAD" or status in {b"204", b"304"}:
        return Message(head, b"")
    return Message(head, await _body(reader, head))


async def _head(reader: StreamReader) -> bytes | None:
    try:
        return await reader.readuntil(HEAD_END)
    except (IncompleteReadError, ConnectionError):
        return None
    except LimitOverrunError as endless:
        raise UnreadableError from endless


async def _body(reader: StreamReader, head: bytes) -> bytes:
    length = _header(head, LENGTH) or b"0"
    if not length.isdigit():
        raise UnreadableError
    if length == b"0":
        return b""
    try:
        return await reader.readexactly(int(length))
    except (IncompleteReadError, ConnectionError) as cut:
        raise UnreadableError from cut


def _header(head: bytes, name: re.Pattern[bytes]) -> bytes | None:
    found = name.search(head)
    return found[1].strip() if found else None
