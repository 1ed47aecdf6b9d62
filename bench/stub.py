"""A backend that answers every GET with the same eight contributions, after a delay: `python -m bench.stub [milliseconds]`."""

from __future__ import annotations

import asyncio
import json
import sys

from bench.rows import MADE_UP

BODY = json.dumps([{"month": row.month, "amount": row.amount} for row in MADE_UP]).encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(BODY), BODY)


class Stub(asyncio.Protocol):
    """One kept connection; requests have no body, so an empty line ends each."""

    seconds = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.received = b""

    def data_received(self, data: bytes) -> None:
        *requests, self.received = (self.received + data).split(b"\r\n\r\n")
        for _ in requests:
            asyncio.get_running_loop().call_later(self.seconds, self.answer)

    def answer(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(ANSWER)


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Stub, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    Stub.seconds = float(sys.argv[1]) / 1000 if len(sys.argv) > 1 else 0.0
    asyncio.run(serve())
