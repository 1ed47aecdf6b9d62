"""HTTP/1.1 messages on a stream, as far as a go-between needs them: first line, length, bytes."""

from __future__ import annotations

from asyncio import IncompleteReadError, LimitOverrunError, StreamReader
from dataclasses import dataclass

HEAD_END = b"\r\n\r\n"


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
        return b"close" in (_header(self.head, b"connection") or b"").lower()


async def read_request(reader: StreamReader) -> Message | None:
    """None when the other side is done."""
    head = await _head(reader)
    if head is None:
        return None
    if _header(head, b"transfer-encoding") is not None:
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
    length = _header(head, b"content-length") or b"0"
    if not length.isdigit():
        raise UnreadableError
    try:
        return await reader.readexactly(int(length))
    except (IncompleteReadError, ConnectionError) as cut:
        raise UnreadableError from cut


def _header(head: bytes, name: bytes) -> bytes | None:
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == name:
            return value.strip()
    return None
