"""One Redis connection per thread, spoken to in whole round trips.

redis-py makes the connection (URL, TLS, password, database). Its client is passed over: its retries would take a lock
twice, and its bookkeeping costs as much as the rest of a message (see docs/decisions/redis-round-trips.md).
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable
from typing import Any

import hiredis
from redis import ConnectionPool, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

Argument = bytes | int
Command = tuple[Argument, ...]
Refusal = hiredis.ReplyError
BROKEN = (RedisError, OSError, hiredis.HiredisError)
RECEIVE = 65536
# hiredis annotates tuples of one element only.
pack: Callable[[Command], bytes] = hiredis.pack_command  # type: ignore[assignment]


class Away(Exception):
    """Redis is down, slow, full or refuses: nothing is known of what the last command did."""


class Line:
    """Owns a socket: closed when the thread that spoke over it ends, whoever else has forgotten it."""

    __slots__ = ("socket",)

    def __init__(self, connected: socket.socket) -> None:
        self.socket = connected

    def __del__(self) -> None:
        self.socket.close()


class Wire(threading.local):
    """Sends commands together and reads their answers together."""

    def __init__(self, url: str, seconds: float = 0.4) -> None:
        self._seconds = seconds
        self._pool = ConnectionPool.from_url(
            url, socket_timeout=seconds, socket_connect_timeout=seconds, retry=Retry(NoBackoff(), 0), health_check_interval=0, protocol=2
        )
        self._socket: socket.socket | None = None
        self._reader = hiredis.Reader()

    def trip(self, *commands: Command) -> list[Any]:
        """The answers, in order; an answer may be a Refusal. Raises Away.

        A connection that Redis closed since the last trip is opened anew once: commands must bear being sent twice.
        """
        packed = b"".join([pack(command) for command in commands])
        known = self._socket
        try:
            return self._send(known or self._connect(), packed, len(commands))
        except BROKEN as error:
            self.close()
            if known is None or isinstance(error, BlockingIOError | TimeoutError):
                raise Away(type(error).__name__) from None
        try:
            return self._send(self._connect(), packed, len(commands))
        except BROKEN as error:
            self.close()
            raise Away(type(error).__name__) from None

    def _send(self, connected: socket.socket, packed: bytes, count: int) -> list[Any]:
        connected.sendall(packed)
        gets, feed, receive = self._reader.gets, self._reader.feed, connected.recv
        answers: list[Any] = []
        while len(answers) < count:
            while (answer := gets()) is False:
                received = receive(RECEIVE)
                if not received:
                    raise ConnectionResetError
                feed(received)
            answers.append(answer)
        return answers

    def _connect(self) -> socket.socket:
        connection: Any = self._pool.make_connection()
        connection.connect()
        connected: socket.socket = connection._sock
        if not isinstance(connected, ssl.SSLSocket):
            # The kernel keeps the time: Python's own time-out would cost a poll before every receive.
            connected.settimeout(None)
            limit = struct.pack("ll", int(self._seconds), int(self._seconds % 1 * 1_000_000))
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
        # redis-py forgets the socket it made, or both would close it.
        connection._sock = None
        self._line, self._socket, self._reader = Line(connected), connected, hiredis.Reader()
        return connected

    def close(self) -> None:
        """Gives up this thread's connection; the next trip opens another."""
        # Answers that come late would be taken for those of the next trip.
        if self._socket is not None:
            self._socket.close()
            self._socket = None
