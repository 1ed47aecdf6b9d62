"""SMS gateways for tests: real HTTP servers that answer as they are told, and keep what came."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

TAKEN = {"SMSMessageData": {"Message": "Sent to 1/1", "Recipients": [{"statusCode": 101, "messageId": "ATXid_1", "cost": "LAK 150"}]}}


def with_status(code: int) -> dict[str, object]:
    return {"SMSMessageData": {"Message": "", "Recipients": [{"statusCode": code, "status": "x"}]}}


class Gateway:
    """answer: what is said next, until it is changed. received: forms, in order. requests: headers and bodies."""

    def __init__(self, answer: object, status: int, kind: str) -> None:
        self.answer, self.status, self.kind = answer, status, kind
        self.received: list[dict[str, list[str]]] = []
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.url = ""

    @property
    def texts(self) -> list[str]:
        return [text for form in self.received for text in form.get("message", form.get("text", []))]


@contextmanager
def listening(answer: object = TAKEN, status: int = 201, kind: str = "application/json") -> Iterator[Gateway]:
    gateway = Gateway(answer, status, kind)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            gateway.requests.append((dict(self.headers), body))
            gateway.received.append(parse_qs(body.decode()) | {"path": [self.path], "key": [self.headers.get("apiKey", "")]})
            said = (gateway.answer if isinstance(gateway.answer, str) else json.dumps(gateway.answer)).encode()
            self.send_response(gateway.status)
            self.send_header("Content-Type", gateway.kind)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
            """Nothing of it belongs on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    gateway.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
