"""One caller's connection: passes requests to the server behind, and breaks what is to be broken."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from asyncio import StreamReader, StreamWriter
from typing import assert_never

from sandbox.front.behind import Behind
from sandbox.front.controls import answer_of_controls, broken, unreadable
from sandbox.front.faults import Fault, Faults
from sandbox.front.messages import Message, UnreadableError, read_request

# Longer than any caller waits: a blackhole ends when the caller gives up.
FOR_EVER = 3600.0
# Linger on, for zero seconds: closing sends RST instead of FIN.
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Done(Exception):
    """The connection is over; nothing went wrong."""


class Connection:
    def __init__(self, faults: Faults, behind: Behind, reader: StreamReader, writer: StreamWriter) -> None:
        self._faults = faults
        self._behind = behind
        self._reader = reader
        self._writer = writer

    async def serve(self) -> None:
        # A server that is away or was cut off is a closed connection to the caller, as it would be without a front.
        with contextlib.suppress(Done, OSError, UnreadableError):
            while (request := await self._next()) is not None:
                await self._answer(request)
                if request.closes():
                    break
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

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
        response = await self._behind.ask(request)
        if response is None:
            raise Done
        return response

    async def _send(self, whole: bytes) -> None:
        self._writer.write(whole)
        await self._writer.drain()
