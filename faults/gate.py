"""The fault proxy: a listener in front of one server, through which every message passes, or does not."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from asyncio import StreamReader, StreamWriter
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Literal, NamedTuple

from faults.messages import LOST, Message, answer_of, read_message
from faults.weather import Fault, Weather

# Linger on, for zero seconds: closing sends RST instead of FIN.
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
BROKEN = b'{"type":"about:blank","title":"broken","status":%d,"code":"backend_unavailable","params":{},"retry_after_s":null}'


class Passing(NamedTuple):
    """A message at a gate: before its server has seen it, or after the server answered and before the caller knows."""

    gate: str
    moment: Literal["before", "after"]
    method: str
    path: str
    body: bytes


Watch = Callable[[Passing], Awaitable[None]]


class Lines:
    """Kept connections to the server behind: most callers make a new one for each message, and making it costs more than the message."""

    def __init__(self, where: Callable[[], int]) -> None:
        self._where = where
        self._idle: defaultdict[int, list[tuple[StreamReader, StreamWriter]]] = defaultdict(list)

    @contextlib.asynccontextmanager
    async def one(self) -> AsyncIterator[tuple[StreamReader, StreamWriter]]:
        """One that nobody else has; not used again when anything went wrong. Raises OSError."""
        port = self._where()
        line = self._next(port) or await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        try:
            yield line
        except BaseException:
            line[1].close()
            raise
        self._idle[port].append(line)

    def _next(self, port: int) -> tuple[StreamReader, StreamWriter] | None:
        while self._idle[port]:
            reader, writer = self._idle[port].pop()
            # Its server may have been killed since.
            if not (reader.at_eof() or reader.exception() or writer.is_closing()):
                return reader, writer
            writer.close()
        return None


class Gate:
    """`where`: the port of the server behind, asked anew for each message."""

    def __init__(self, name: str, where: Callable[[], int], weather: Weather, watch: Watch) -> None:
        self.name = name
        self._weather = weather
        self._watch = watch
        self._tasks: set[asyncio.Task[None]] = set()
        self._lines = Lines(where)
        # Never listens: keeps the port from everybody else while nobody does.
        self._held: socket.socket | None = None
        self._server: asyncio.Server | None = None
        self.port = 0

    async def open(self) -> None:
        """Also again, at the same port."""
        if self._held is None:
            self._held = _bound(0)
            self.port = self._held.getsockname()[1]
        self._server = await asyncio.start_server(self._meet, sock=_bound(self.port), limit=1 << 20, backlog=1024)

    def shut(self) -> None:
        """Who connects is refused; what came in goes on."""
        if self._server is not None:
            self._server.close()

    def leave(self) -> None:
        """For good: the port is anybody's again."""
        self.shut()
        if self._held is not None:
            self._held.close()

    async def carry(self, request: Message) -> Message:
        """For the payers, who live in this process: the same as through the port, without a connection of their own. Raises one of LOST."""
        answer, last = await self._carried(request)
        if last or not answer.is_whole:
            raise ConnectionResetError
        return answer

    def _meet(self, reader: StreamReader, writer: StreamWriter) -> None:
        # Held here: the loop alone lets a task that waits be collected.
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        with contextlib.suppress(*LOST, asyncio.CancelledError):
            await self._pass_all(reader, writer)
        with contextlib.suppress(OSError, RuntimeError):
            writer.close()

    async def _pass_all(self, reader: StreamReader, writer: StreamWriter) -> None:
        last = False
        while not last and (request := await read_message(reader)) is not None:
            try:
                answer, last = await self._carried(request)
            except LOST:
                # The server is away or fell in the middle of it, or the weather says so: the connection falls too.
                _reset(writer)
                return
            writer.write(answer.whole)
            await writer.drain()

    async def _carried(self, request: Message) -> tuple[Message, bool]:
        """What the caller is told, and whether the connection ends with it. Raises one of LOST when he is told nothing."""
        passing = Passing(self.name, "before", request.method, request.path, request.body)
        await self._watch(passing)
        fault = self._weather.draw(self.name, request.path)
        if fault and (instead := await _before(fault)):
            return instead, True
        answer = await self._answered(request)
        await self._watch(passing._replace(moment="after"))
        return await _after(fault, answer) if fault else (answer, False)

    async def _answered(self, request: Message) -> Message:
        async with self._lines.one() as (back, forth):
            forth.write(request.whole)
            answer = await read_message(back)
            if answer is None:
                raise ConnectionResetError
            return answer


async def _before(fault: Fault) -> Message | None:
    """What the server never hears of: the answer that is given instead of its own."""
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    elif fault.kind == "reset":
        raise ConnectionResetError
    elif fault.kind == "refuse":
        return answer_of(fault.status, BROKEN % fault.status, "application/problem+json")
    return None


async def _after(fault: Fault, answer: Message) -> tuple[Message, bool]:
    """What the server did and the caller is not told."""
    if fault.kind == "lose_reply":
        raise ConnectionResetError
    if fault.kind == "blackhole":
        await asyncio.sleep(fault.seconds)
        raise ConnectionResetError
    if fault.kind == "slow_reply":
        await asyncio.sleep(fault.seconds)
    elif fault.kind == "acted_then_error":
        return answer_of(fault.status, BROKEN % fault.status, "application/problem+json"), True
    elif fault.kind == "truncate":
        return Message(answer.head, answer.body[: len(answer.body) // 2]), True
    return answer, False


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound


def _reset(writer: StreamWriter) -> None:
    connected: socket.socket | None = writer.get_extra_info("socket")
    if connected is not None:
        with contextlib.suppress(OSError):
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    writer.transport.abort()
