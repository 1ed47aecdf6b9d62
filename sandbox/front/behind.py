"""The server behind: kept connections to its socket file, each in one caller's hands at a time."""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter

from sandbox.front.messages import Message, read_response

# More than answer at once are of no use.
MOST_IDLE = 16


class Behind:
    """path: of the socket file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._idle: list[tuple[StreamReader, StreamWriter]] = []

    async def ask(self, request: Message) -> Message | None:
        """None when it closed the connection instead of answering. Raises OSError, UnreadableError."""
        # What makes something is not sent twice, and so not over a line whose server may be dying: a new one waits for the next server.
        while self._idle and request.request_line()[0] != "POST":
            # The server closed an idle connection just then when there is no response: it has not seen the request.
            if (response := await self._exchange(request, self._idle.pop())) is not None:
                return response
        return await self._exchange(request, await asyncio.open_unix_connection(self._path))

    async def _exchange(self, request: Message, line: tuple[StreamReader, StreamWriter]) -> Message | None:
        reader, writer = line
        response: Message | None = None
        try:
            writer.write(request.whole)
            response = await read_response(reader, request.request_line()[0])
        finally:
            if response is None or response.closes() or len(self._idle) >= MOST_IDLE:
                writer.close()
            else:
                self._idle.append(line)
        return response
