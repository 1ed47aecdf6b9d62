"""One HTTP exchange with a deadline over the whole of it, drip-fed answers included."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


class CarrierError(Exception):
    """Nothing usable came back.

    CarrierError
    ├── Unreachable    nobody listens, or the connection broke
    └── DeadlinePassed the answer was not complete in time
    """


class Unreachable(CarrierError):
    pass


class DeadlinePassed(CarrierError):
    pass


@dataclass(frozen=True)
class Reply:
    status: int
    content_type: str
    body: bytes


def exchange(method: str, url: str, body: bytes | None = None, deadline_s: float = 10.0, content_type: str = FORM) -> Reply:
    """Raises Unreachable or DeadlinePassed; any status is a Reply."""
    started = time.monotonic()
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=deadline_s)
    try:
        connection.connect()
        with _alarm(connection.sock, deadline_s - (time.monotonic() - started)):
            target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            connection.request(method, target, body=body, headers={"Content-Type": content_type} if body is not None else {})
            answer = connection.getresponse()
            reply = Reply(answer.status, answer.headers.get("Content-Type", ""), answer.read())
    except (OSError, HTTPException) as error:
        if isinstance(error, TimeoutError) or time.monotonic() - started >= deadline_s:
            raise DeadlinePassed(f"no complete answer within {deadline_s:g} s") from error
        raise Unreachable(f"{parts.scheme}://{parts.netloc} does not answer") from error
    finally:
        connection.close()
    # A body without a length ends quietly where the alarm cut it: only the clock tells.
    if time.monotonic() - started >= deadline_s:
        raise DeadlinePassed(f"no complete answer within {deadline_s:g} s")
    return reply


@contextmanager
def _alarm(line: socket.socket, after_s: float) -> Iterator[None]:
    """A socket's own time-out counts from the last byte: only shutting it from outside ends a drip."""
    alarm = threading.Timer(max(after_s, 0), _cut, (line,))
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _cut(line: socket.socket) -> None:
    # Closed meanwhile: the answer won the race.
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
