"""A pretend Africa's Talking: takes the SMS that the service sends, keeps them, and can be away."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs

from tests.processes import wait_until


class Sent(NamedTuple):
    """An SMS as the gateway took it. at: by the monotonic clock."""

    to: str
    text: str
    at: float


class Gateway:
    """What was taken, in order. refusing: whether it answers that it is out of order, which passes."""

    def __init__(self) -> None:
        self.url = ""
        self.sent: list[Sent] = []
        self.refusing = False
        self.refused = 0

    def take(self, fields: dict[str, list[str]]) -> int:
        """The status it answers."""
        if self.refusing:
            self.refused += 1
            return 500
        self.sent.append(Sent(fields["to"][0], fields["message"][0], time.monotonic()))
        return 101

    def to(self, msisdn: str) -> list[str]:
        """The texts somebody got, oldest first."""
        return [each.text for each in self.sent if each.to == msisdn]

    def waits_for(self, count: int, within: float = 20.0) -> list[Sent]:
        """What was sent, once there are so many."""
        wait_until(lambda: len(self.sent) >= count, within, f"{count} SMS being sent, after {len(self.sent)}")
        return self.sent


@contextmanager
def running() -> Iterator[Gateway]:
    """Listening on a port of its own."""
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            code = gateway.take(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            said = json.dumps({"SMSMessageData": {"Message": "", "Recipients": [{"statusCode": code}]}}).encode()
            self.send_response(201)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
            """Nothing of it belongs on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    gateway.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
