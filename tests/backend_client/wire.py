"""A real server on a real socket that answers as it is told, also badly."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

TOKEN = {"access_token": "channel-token-1", "token_type": "Bearer", "expires_in": 3600}


class Received(NamedTuple):
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    connection: int


Behaviour = Callable[["Wire", socket.socket, Received], bool | None]


class Wire:
    """Answers `/v1/oauth/token` with a token and everything else by `behaviour`, which says False to close the connection."""

    def __init__(self, behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> None:
        self.behaviour: Behaviour = behaviour
        # Closed after the token, so that the first call has a new connection: one on a kept one is replaced by libcurl itself.
        self.token: Behaviour = answers(TOKEN, extra="Connection: close\r\n")
        self.received: list[Received] = []
        self.tokens_given = 0
        self.connections = 0
        self.stopped = threading.Event()
        self._tls = tls
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}/v1"
        self._start(self._accept)

    def calls(self) -> list[Received]:
        """What arrived, without the requests for a token."""
        return [request for request in self.received if request.path != "/v1/oauth/token"]

    def stop_listening(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def close(self) -> None:
        self.stopped.set()
        self.stop_listening()
        for connection in list(self._open):
            # Closing alone would not wake the thread that reads it.
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            number = self.connections
            self._open.append(connection)
            self._start(lambda connection=connection, number=number: self._serve(connection, number))  # type: ignore[misc]  # mypy infers no type for a default

    def _serve(self, connection: socket.socket, number: int) -> None:
        try:
            connection.settimeout(20)
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            while (request := _read(connection, number)) is not None:
                self.received.append(request)
                is_token = request.path == "/v1/oauth/token"
                self.tokens_given += is_token
                if (self.token if is_token else self.behaviour)(self, connection, request) is False:
                    break
        except OSError:
            pass
        finally:
            connection.close()


def _read(connection: socket.socket, number: int) -> Received | None:
    data = b""
    while b"\r\n\r\n" not in data:
        if not (more := connection.recv(65536)):
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    return Received(method, path, headers, body, number)


def reply(body: bytes, status: int = 200, content_type: str = "application/json", extra: str = "") -> bytes:
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
    return head.encode() + body


def answers(value: object, status: int = 200, content_type: str = "application/json", extra: str = "") -> Behaviour:
    data = reply(json.dumps(value).encode(), status, content_type, extra)
    return lambda _wire, connection, _request: connection.sendall(data)


def problem(status: int, code: str, params: Mapping[str, object] | None = None, retry_after_s: int | None = None) -> Behaviour:
    document = {
        "type": "about:blank",
        "title": "No",
        "status": status,
        "code": code,
        "params": params or {},
        "retry_after_s": retry_after_s,
    }
    return answers(document, status, "application/problem+json")


def says(data: bytes) -> Behaviour:
    """These bytes, then the end of the connection."""

    def say(_wire: Wire, connection: socket.socket, _request: Received) -> bool:
        connection.sendall(data)
        return False

    return say


def resets(_wire: Wire, connection: socket.socket, _request: Received) -> bool:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def hangs_up(_wire: Wire, _connection: socket.socket, _request: Received) -> bool:
    return False


def stays_silent(wire: Wire, _connection: socket.socket, _request: Received) -> bool:
    wire.stopped.wait(20)
    return False


def drips(data: bytes, at_once: int, every_s: float = 0.05) -> Behaviour:
    """The first bytes at once, then one by one."""

    def drip(wire: Wire, connection: socket.socket, _request: Received) -> bool:
        connection.sendall(data[:at_once])
        for byte in data[at_once:]:
            if wire.stopped.is_set():
                return False
            time.sleep(every_s)
            connection.sendall(bytes([byte]))
        return False

    return drip


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Each once, the last one for ever."""
    left = list(behaviours)

    def next_one(wire: Wire, connection: socket.socket, request: Received) -> bool | None:
        return (left.pop(0) if len(left) > 1 else left[0])(wire, connection, request)

    return next_one
