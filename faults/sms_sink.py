"""Takes SMS as Africa's Talking does, and keeps every one with the moment it came."""

from __future__ import annotations

import asyncio
import json
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from urllib.parse import parse_qs

from faults.messages import LOST, answer_of, read_message

Take = Callable[[float, str, str], None]


class SmsSink:
    """`take`: the moment, to whom, and the text."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0

    async def open(self) -> None:
        server = await asyncio.start_server(self._meet, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    def _meet(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            while (request := await read_message(reader)) is not None:
                form = parse_qs(request.body.decode())
                number = form["to"][0]
                self._take(time.time(), number, form["message"][0])
                writer.write(answer_of(201, _report(number)).whole)
                await writer.drain()
        except LOST:
            pass
        finally:
            writer.close()


def _report(number: str) -> bytes:
    recipient = {"statusCode": 101, "number": number, "status": "Success", "cost": "LAK 150.0000", "messageId": "ATPid_1"}
    return json.dumps({"SMSMessageData": {"Message": "Sent to 1/1", "Recipients": [recipient]}}).encode()
