"""Listens on the backend's port, beside the server's own process, and passes everything on to the server's socket file."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from pathlib import Path

from sandbox.front.behind import Behind
from sandbox.front.connection import Connection
from sandbox.front.faults import Faults

LARGEST_HEAD = 256 * 1024


def listen(host: str, port: int) -> socket.socket:
    """Raises OSError when the port is taken; port 0 takes any."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind((host, port))
    taken.listen(1024)
    return taken


def start(listening: socket.socket, behind: Path) -> None:
    """In a thread of its own that ends with the process."""
    threading.Thread(target=lambda: asyncio.run(_serve(listening, behind)), name="front", daemon=True).start()


async def _serve(listening: socket.socket, behind: Path) -> None:
    # Nobody is let in before the server behind can answer: who comes early waits in the queue of the port.
    while not await _answers(behind):  # noqa: ASYNC110 - it starts in another process, which sets no event here
        await asyncio.sleep(0.02)
    faults, server_behind = Faults(), Behind(str(behind))

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await Connection(faults, server_behind, reader, writer).serve()

    server = await asyncio.start_server(meet, sock=listening, limit=LARGEST_HEAD)
    await server.serve_forever()


async def _answers(behind: Path) -> bool:
    with contextlib.suppress(OSError):
        _, writer = await asyncio.open_unix_connection(str(behind))
        writer.close()
        return True
    return False
