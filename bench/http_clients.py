"""CPU spent per backend call by each HTTP client that could carry it, against a tiny keep-alive server.

    python -m bench.http_clients [--seconds 1.0] [--rounds 5] [--threads 1 32]

Candidates take turns in short slices, so that a busy neighbour hurts all of them alike; the medians
are compared. Only this process's CPU is counted: the server is another process.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import io
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping

BODY = (
    b'{"as_of":"2026-11-22T02:00:00Z","months_total":31,"last_12":12,"last_24":24,"last_36":31,'
    b'"first":"2024-04","last":"2026-10","next_due":"2026-12-15","gaps":[]}'
)
REPLY = (
    b"HTTP/1.1 200 OK\r\nServer: tiny\r\nDate: Sun, 22 Nov 2026 02:00:00 GMT\r\nContent-Type: application/json\r\n"
    b"Cache-Control: no-store\r\nContent-Length: %d\r\n\r\n" % len(BODY)
) + BODY
HEADERS = {"Authorization": "Bearer " + "c" * 43, "X-Caller-Token": "t" * 43, "X-Purpose": "self_service", "Accept": "application/json"}
PATH = "/v1/me/contributions/summary"

type_call = Callable[[], bytes]
Candidate = Callable[[int], type_call]


class TinyServer(asyncio.Protocol):
    """Answers every request that ends in a blank line with the same reply."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.received = b""

    def data_received(self, data: bytes) -> None:
        *requests, self.received = (self.received + data).split(b"\r\n\r\n")
        for _ in requests:
            self.transport.write(REPLY)


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(TinyServer, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def http_client_bare(port: int) -> type_call:
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


def http_client_deadline(port: int) -> type_call:
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


def pycurl_total_timeout(port: int) -> type_call:
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


def urllib3_pool(port: int) -> type_call:
    import urllib3

    pool = urllib3.HTTPConnectionPool("127.0.0.1", port, maxsize=1, timeout=2.5, retries=False)
    return lambda: pool.request("GET", PATH, headers=HEADERS).data


def socket_llhttp(port: int) -> type_call:
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


CANDIDATES: Mapping[str, Candidate] = {
    "http.client": http_client_bare,
    "http.client, deadline reader": http_client_deadline,
    "pycurl, total timeout": pycurl_total_timeout,
    "urllib3": urllib3_pool,
    "socket and llhttp, deadline": socket_llhttp,
}


def cpu_seconds() -> float:
    return time.process_time()


def measure(candidate: Candidate, port: int, threads: int, seconds: float) -> float:
    """CPU microseconds per call."""
    counts: list[int] = []
    start = threading.Barrier(threads + 1)
    stop = threading.Event()

    def work() -> None:
        call, count = candidate(port), 0
        assert call() == BODY
        start.wait()
        while not stop.is_set():
            call()
            count += 1
        counts.append(count)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    start.wait()
    before = cpu_seconds()
    time.sleep(seconds)
    stop.set()
    for worker in workers:
        worker.join()
    return (cpu_seconds() - before) / sum(counts) * 1e6


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=1.0)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--threads", type=int, nargs="+", default=[1, 32])
    options.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.serve:
        asyncio.run(serve())
        return
    server = subprocess.Popen([sys.executable, "-m", "bench.http_clients", "--serve"], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        port = int(server.stdout.readline())
        for threads in chosen.threads:
            compare(port, threads, chosen.rounds, chosen.seconds)
    finally:
        server.terminate()
        server.wait()


def compare(port: int, threads: int, rounds: int, seconds: float) -> None:
    taken: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    for _ in range(rounds):
        for name, candidate in CANDIDATES.items():
            taken[name].append(measure(candidate, port, threads, seconds))
    floor = statistics.median(taken["http.client"])
    for name, figures in taken.items():
        median = statistics.median(figures)
        print(f"{threads:3d} threads  {name:32s} {median:7.1f} us  x{median / floor:.2f}", flush=True)


if __name__ == "__main__":
    main()
