"""HTTP/1.1 on a stream, as far as two machines of this suite need it: whole messages in, whole messages out."""

from __future__ import annotations

import asyncio
import re
from asyncio import IncompleteReadError, StreamReader
from dataclasses import dataclass

END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)", re.IGNORECASE)
LOST = (OSError, IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ValueError)


@dataclass(frozen=True, slots=True)
class Message:
    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        return self.head + self.body

    @property
    def method(self) -> str:
        return self.head.partition(b" ")[0].decode("latin-1")

    @property
    def path(self) -> str:
        return self.head.split(b" ", 2)[1].partition(b"?")[0].decode("latin-1")

    @property
    def is_whole(self) -> bool:
        """Whether its body is as long as its head says."""
        return len(self.body) == _length(self.head)

    @property
    def status(self) -> int:
        return int(self.head.split(b" ", 2)[1])


async def read_message(reader: StreamReader) -> Message | None:
    """None when the other side closed between two messages. Raises one of LOST."""
    try:
        head = await reader.readuntil(END)
    except IncompleteReadError as ended:
        if ended.partial:
            raise
        return None
    length = _length(head)
    return Message(head, await reader.readexactly(length) if length else b"")


def _length(head: bytes) -> int:
    found = LENGTH.search(head)
    return int(found[1]) if found else 0


async def ask(port: int, method: str, path: str, body: bytes = b"", kind: str = "application/json", within: float = 10.0) -> Message:
    """One request on a connection of its own. Raises one of LOST."""
    async with asyncio.timeout(within):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(request_of(method, path, body, kind).whole)
            answer = await read_message(reader)
            if answer is None:
                raise ConnectionResetError
            return answer
        finally:
            writer.close()


def request_of(method: str, path: str, body: bytes, kind: str) -> Message:
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return Message(head.encode(), body)


def answer_of(status: int, body: bytes, kind: str = "application/json") -> Message:
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return Message(head.encode(), body)
