"""The server behind: kept connections to its socket file, each in one caller's hands at a time."""

from __future__ import annotations

import asyncio
import select
from asyncio import StreamReader, StreamWriter

from sandbox.front.messages import Message, read_response


class Behind:
    """path: of the socket file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._idle: list[tuple[StreamReader, StreamWriter]] = []

    async def ask(self, request: Message) -> Message | None:
        """None when it closed the connection instead of answering. Raises OSError, UnreadableError."""
        while self._idle:
            line = self._idle.pop()
            if _is_over(line):
                line[1].close()
                continue
            response = await self._exchange(request, line)
            # What makes something is not sent twice: whether the server saw it before it went is not known here.
            if response is not None or request.request_line()[0] == "POST":
                return response
        return await self._exchange(request, await asyncio.open_unix_connection(self._path))

    async def _exchange(self, request: Message, line: tuple[StreamReader, StreamWriter]) -> Message | None:
        reader, writer = line
        response: Message | None = None
        try:
            writer.write(request.whole)
            response = await read_response(reader, request.request_line()[0])
        finally:
            if response is None or response.closes():
                writer.close()
            else:
                self._idle.append(line)
        return response


def _is_over(line: tuple[StreamReader, StreamWriter]) -> bool:
    """Asked of the system itself: of a server that was killed just now the loop may not have heard yet."""
    reader, writer = line
    if reader.at_eof() or writer.is_closing():
        return True
    poll = select.poll()
    poll.register(writer.get_extra_info("socket").fileno(), select.POLLIN)
    # Nothing is to be said on an idle line, so what there is to read is its end.
    return bool(poll.poll(0))
