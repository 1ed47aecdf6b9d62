"""One HTTP exchange with a deadline over the whole of it, drip-fed answers included."""

import socket
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

FORM = "application/x-www-form-urlencoded"


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


def exchange(method: str, url: str, body: bytes | None = None, deadline_s: float = 10.0) -> Reply:
    """Raises Unreachable or DeadlinePassed; any status is a Reply."""
    started = time.monotonic()
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=deadline_s)
    # A socket's own time-out counts from the last byte. Only closing it from outside ends a drip.
    alarm = threading.Timer(deadline_s, _cut, (connection,))
    alarm.daemon = True
    try:
        alarm.start()
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request(method, target, body=body, headers={"Content-Type": FORM} if body is not None else {})
        answer = connection.getresponse()
        return Reply(answer.status, answer.headers.get("Content-Type", ""), answer.read())
    except (OSError, HTTPException) as error:
        if time.monotonic() - started >= deadline_s * 0.99:
            raise DeadlinePassed(f"no complete answer within {deadline_s:g} s") from error
        raise Unreachable(f"{parts.scheme}://{parts.netloc} does not answer") from error
    finally:
        alarm.cancel()
        connection.close()


def _cut(connection: HTTPConnection) -> None:
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # closed meanwhile: the answer won the race
