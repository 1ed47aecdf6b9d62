"""One caller's connection: passes requests to the server behind, and breaks what is to be broken."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from asyncio import StreamReader, StreamWriter
from typing import assert_never

from sandbox.front.controls import answer_of_controls, broken, unreadable
from sandbox.front.faults import Fault, Faults
from sandbox.front.messages import Message, UnreadableError, read_request, read_response

# Longer than any caller waits: a blackhole ends when the caller gives up.
FOR_EVER = 3600.0
# Linger on, for zero seconds: closing sends RST instead of FIN.
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Done(Exception):
    """The connection is over; nothing went wrong."""


class Connection:
    def __init__(self, faults: Faults, behind: str, reader: StreamReader, writer: StreamWriter) -> None:
        self._faults = faults
        self._behind = behind
        self._reader = reader
        self._writer = writer
        self._upstream: tuple[StreamReader, StreamWriter] | None = None

    async def serve(self) -> None:
        # A server that is away or was cut off is a closed connection to the caller, as it would be without a front.
        with contextlib.suppress(Done, OSError, UnreadableError):
            while (request := await self._next()) is not None:
                await self._answer(request)
                if request.closes():
                    break
        for writer in [self._writer, *([self._upstream[1]] if self._upstream else [])]:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _next(self) -> Message | None:
        try:
            return await read_request(self._reader)
        except UnreadableError:
            await self._send(unreadable())
            raise Done from None

    async def _answer(self, request: Message) -> None:
        method, path = request.request_line()
        own = answer_of_controls(self._faults, method, path, request.body)
        if own is not None:
            await self._send(own)
            return
        fault = self._faults.take(method, path)
        if fault is None:
            await self._send((await self._ask(request)).whole)
        else:
            await self._break(fault, request)

    async def _break(self, fault: Fault, request: Message) -> None:
        match fault.kind:
            case "delay":
                await asyncio.sleep(fault.seconds)
                await self._send((await self._ask(request)).whole)
            case "error":
                await self._send(broken(fault.status))
            case "reset":
                self._reset()
            case "blackhole":
                await self._say_nothing()
            case "drip":
                await self._drip((await self._ask(request)).whole, fault.seconds)
            case "truncated":
                await self._cut(await self._ask(request))
            case _:
                assert_never(fault.kind)

    def _reset(self) -> None:
        sock: socket.socket = self._writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        self._writer.transport.abort()
        raise Done

    async def _say_nothing(self) -> None:
        # Reading on notices a caller who has gone; whatever he still says is swallowed.
        async with asyncio.timeout(FOR_EVER):
            while await self._reader.read(4096):
                pass
        raise Done

    async def _drip(self, whole: bytes, seconds: float) -> None:
        for position in range(len(whole)):
            await self._send(whole[position : position + 1])
            await asyncio.sleep(seconds)

    async def _cut(self, response: Message) -> None:
        await self._send(response.head + response.body[: len(response.body) // 2])
        raise Done

    async def _ask(self, request: Message) -> Message:
        reused = self._upstream is not None
        response = await self._exchange(request)
        if response is None and reused:
            # The server closed an idle connection just then: it has not seen the request.
            response = await self._exchange(request)
        if response is None:
            raise Done
        return response

    async def _exchange(self, request: Message) -> Message | None:
        if self._upstream is None:
            self._upstream = await asyncio.open_unix_connection(self._behind)
        reader, writer = self._upstream
        writer.write(request.whole)
        response = await read_response(reader, request.request_line()[0])
        if response is None:
            writer.close()
            self._upstream = None
        return response

    async def _send(self, whole: bytes) -> None:
        self._writer.write(whole)
        await self._writer.drain()
