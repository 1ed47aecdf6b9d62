"""The limit: the floor's menu with every cheap trick that still leaves it a Flask application.

Answered in front of Flask's dispatch; the form parsed by the standard library; one raw Redis connection a thread, which
is never opened again and checks no answer; one kept backend connection a thread; sessions as JSON by msgspec.
"""

from __future__ import annotations

import http.client
import os
import socket
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlsplit

import hiredis
import msgspec

from bench import floor

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STORE: Final = urlsplit(os.environ["REDIS_URL"])
BACKEND: Final = urlsplit(floor.BACKEND) if floor.BACKEND else None
# hiredis annotates tuples of one element only.
pack: Callable[[tuple[bytes, ...]], bytes] = hiredis.pack_command  # type: ignore[assignment]
encode: Final = msgspec.json.Encoder().encode
decode: Final = msgspec.json.Decoder().decode


class Connections(threading.local):
    """This thread's own."""

    def __init__(self) -> None:
        self.store = socket.create_connection((STORE.hostname or "", STORE.port or 0))
        self.store.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = hiredis.Reader()
        self.ask(b"SELECT", STORE.path[1:].encode() or b"0")
        self.backend = http.client.HTTPConnection(BACKEND.hostname or "", BACKEND.port, timeout=5) if BACKEND else None

    def ask(self, *command: bytes) -> Any:
        """One command, one answer."""
        self.store.sendall(pack(command))
        while (answer := self.reader.gets()) is False:
            self.reader.feed(self.store.recv(65536))
        return answer


connections = Connections()


def contributions(member: str) -> list[dict[str, Any]]:
    """Eight months over this thread's connection."""
    backend = connections.backend
    assert backend is not None
    backend.request("GET", f"/members/{member}/contributions")
    rows: list[dict[str, Any]] = decode(backend.getresponse().read())
    return rows


if BACKEND:
    floor.contributions = contributions


def hop(form: dict[str, str]) -> str:
    """One message."""
    key = b"s:" + form["sessionId"].encode()
    kept = connections.ask(b"GET", key)
    if kept is None:
        state, (name, text) = floor.begun(form["phoneNumber"])
    else:
        state = decode(kept)
        name, text = floor.STATES[state["at"]](state, form["text"].rpartition("*")[2])
    if name:
        state["at"] = name
        connections.ask(b"SET", key, encode(state), b"EX", b"%d" % floor.KEEP_SECONDS)
    else:
        connections.ask(b"DEL", key)
    return text


class Fast:
    """POST /ussd answered at once, all else by Flask."""

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner = inner

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """With Flask's application context, so that current_app and g could be used."""
        if environ["PATH_INFO"] != "/ussd" or environ["REQUEST_METHOD"] != "POST":
            return self._inner(environ, start_response)
        body: bytes = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        with floor.app.app_context():
            text = hop(dict(parse_qsl(body.decode(), keep_blank_values=True))).encode()
        start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))])
        return [text]


app = floor.app
app.wsgi_app = Fast(app.wsgi_app)  # type: ignore[method-assign]
