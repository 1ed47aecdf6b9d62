"""One Redis connection per thread, spoken to in whole round trips.

redis-py makes the connection (URL, TLS, password, time-outs). Its client is passed over: its retries would take a lock twice,
and its bookkeeping costs more than the rest of a message (see docs/decisions/redis-round-trips.md).
"""

from __future__ import annotations

import threading
from typing import Any

import hiredis
from redis import ConnectionPool, RedisError
from redis.backoff import NoBackoff
from redis.connection import AbstractConnection
from redis.exceptions import ConnectionError as Disconnected
from redis.exceptions import ResponseError
from redis.exceptions import TimeoutError as TimedOut
from redis.retry import Retry

Argument = bytes | int
Command = tuple[Argument, ...]


class Away(Exception):
    """Redis is down, slow, full or refuses: nothing is known of what the last command did."""


class Wire(threading.local):
    """Sends commands together and reads their answers together."""

    def __init__(self, url: str, seconds: float = 0.4) -> None:
        pool = ConnectionPool.from_url(
            url, socket_timeout=seconds, socket_connect_timeout=seconds, retry=Retry(NoBackoff(), 0), health_check_interval=0
        )
        self._connection: AbstractConnection = pool.make_connection()

    def trip(self, *commands: Command) -> list[Any]:
        """The answers, in order; an answer may be a ResponseError. Raises Away.

        A connection that Redis closed since the last trip is opened anew once: commands must bear being sent twice.
        """
        packed = b"".join(hiredis.pack_command(command) for command in commands)
        try:
            return self._send(packed, len(commands))
        except Disconnected:
            return self._again(packed, len(commands))
        except (RedisError, OSError) as error:
            raise Away(type(error).__name__) from None

    def _again(self, packed: bytes, count: int) -> list[Any]:
        try:
            return self._send(packed, count)
        except (RedisError, OSError) as error:
            raise Away(type(error).__name__) from None

    def _send(self, packed: bytes, count: int) -> list[Any]:
        connection = self._connection
        try:
            connection.send_packed_command([packed], check_health=False)
            return [self._read(connection) for _ in range(count)]
        except (Disconnected, TimedOut, OSError):
            # Answers that come late would be taken for those of the next trip.
            connection.disconnect()
            raise

    def _read(self, connection: AbstractConnection) -> Any:
        try:
            return connection.read_response()
        except ResponseError as error:
            return error
