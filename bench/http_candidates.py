"""The HTTP clients that could carry a backend call, each as a function that makes one call."""

from __future__ import annotations

import http.client
import io
import socket
import threading
import time
from collections.abc import Callable, Mapping

from backend_client import BackendClient, Limits

HEADERS = {"Authorization": "Bearer " + "c" * 43, "X-Caller-Token": "t" * 43, "X-Purpose": "self_service", "Accept": "application/json"}
PATH = "/v1/me/contributions/summary"

Call = Callable[[], object]
Candidate = Callable[[int], Call]


def http_client_bare(port: int) -> Call:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2.5)

    def call() -> bytes:
        connection.request("GET", PATH, headers=HEADERS)
        return connection.getresponse().read()

    return call


class DeadlineReader(io.RawIOBase):
    """A raw socket stream that gives each receive only what is left of one total deadline."""

    def __init__(self, sock: socket.socket, deadline: list[float]) -> None:
        self.sock, self.deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub's Buffer is wider than the caller
        self.sock.settimeout(max(self.deadline[0] - time.monotonic(), 0.001))
        return self.sock.recv_into(buffer)


def http_client_deadline(port: int) -> Call:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2.5)
    connection.connect()
    deadline = [0.0]
    sock = connection.sock

    class Lent:
        sendall = staticmethod(sock.sendall)
        close = staticmethod(lambda: None)

        def makefile(self, _mode: str) -> io.BufferedReader:
            return io.BufferedReader(DeadlineReader(sock, deadline))

    connection.sock = Lent()

    def call() -> bytes:
        deadline[0] = time.monotonic() + 2.5
        connection.request("GET", PATH, headers=HEADERS)
        return connection.getresponse().read()

    return call


def pycurl_total_timeout(port: int) -> Call:
    import pycurl

    handle = pycurl.Curl()
    for option, value in (
        (pycurl.URL, f"http://127.0.0.1:{port}{PATH}"),
        (pycurl.HTTPHEADER, [f"{name}: {value}" for name, value in HEADERS.items()]),
        (pycurl.NOSIGNAL, 1),
        (pycurl.TIMEOUT_MS, 2500),
    ):
        handle.setopt(option, value)

    def call() -> bytes:
        # The deadline differs from call to call, so setting it belongs to the price.
        handle.setopt(pycurl.TIMEOUT_MS, 2500)
        return bytes(handle.perform_rb())

    return call


def urllib3_pool(port: int) -> Call:
    import urllib3

    pool = urllib3.HTTPConnectionPool("127.0.0.1", port, maxsize=1, timeout=2.5, retries=False)
    return lambda: pool.request("GET", PATH, headers=HEADERS).data


def socket_llhttp(port: int) -> Call:
    import httptools

    sock = socket.create_connection(("127.0.0.1", port))
    head = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items()) + "\r\n"

    class Answer:
        def __init__(self) -> None:
            self.body: list[bytes] = []
            self.complete = False

        def on_body(self, body: bytes) -> None:
            self.body.append(body)

        def on_message_complete(self) -> None:
            self.complete = True

    def call() -> bytes:
        deadline = time.monotonic() + 2.5
        sock.sendall(f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}".encode())
        answer = Answer()
        parser = httptools.HttpResponseParser(answer)
        while not answer.complete:
            sock.settimeout(deadline - time.monotonic())
            parser.feed_data(sock.recv(65536))
        return b"".join(answer.body)

    return call


def this_client(port: int) -> Call:
    """The whole way: bind, token, breaker, call, decode."""
    with MAKING:
        client = CLIENTS.setdefault(port, BackendClient(f"http://127.0.0.1:{port}/v1", "ussd", "secret", limits=Limits(simultaneous=256)))
    return lambda: client.bind("t" * 43, "self_service", time.monotonic() + 2.5, "hop").contributions.summary()  # noqa: PLW0108  # binding belongs to the price


CLIENTS: dict[int, BackendClient] = {}
MAKING = threading.Lock()
CANDIDATES: Mapping[str, Candidate] = {
    "http.client": http_client_bare,
    "http.client, deadline reader": http_client_deadline,
    "pycurl, total timeout": pycurl_total_timeout,
    "urllib3": urllib3_pool,
    "socket and llhttp, deadline": socket_llhttp,
    "backend_client, whole way": this_client,
}
