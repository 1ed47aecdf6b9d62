"""CPU spent per backend call by each HTTP client that could carry it, against a tiny keep-alive server.

    python -m bench.http_clients [--seconds 1.0] [--rounds 5] [--threads 1 32]

Candidates take turns in short slices, so that a busy neighbour hurts all of them alike; the medians
are compared. Only this process's CPU is counted: the server is another process.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import statistics
import subprocess
import sys
import threading
import time

from bench.http_candidates import CANDIDATES, Candidate

BODY = (
    b'{"as_of":"2026-11-22T02:00:00Z","months_total":31,"months_last_12":12,"months_last_24":24,"months_last_36":31,'
    b'"first_period":"2024-04","last_period":"2026-10","last_posted_on":"2026-11-05","gaps":[],"disputed":[],"pending":[],'
    b'"years":[{"year":2026,"months":10},{"year":2025,"months":12},{"year":2024,"months":9}],'
    b'"by_class":[{"class":"employee","months":31,"first_period":"2024-04","last_period":"2026-10"}],"next_due":null}'
)
TOKEN = b'{"access_token":"ccccccccccccccccccccccccccccccccccccccccccc","token_type":"Bearer","expires_in":3600}'


def reply(body: bytes) -> bytes:
    head = (
        "HTTP/1.1 200 OK\r\nServer: tiny\r\nDate: Sun, 22 Nov 2026 02:00:00 GMT\r\nContent-Type: application/json\r\n"
        f"Cache-Control: no-store\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


REPLY, TOKEN_REPLY = reply(BODY), reply(TOKEN)


class TinyServer(asyncio.Protocol):
    """Answers every GET with the same reply, and a POST, which comes in one piece here, with a token."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.received = b""

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"POST"):
            self.transport.write(TOKEN_REPLY)
            return
        *requests, self.received = (self.received + data).split(b"\r\n\r\n")
        for _ in requests:
            self.transport.write(REPLY)


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(TinyServer, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def installed(name: str) -> bool:
    module = {"urllib3": "urllib3", "socket and llhttp, deadline": "httptools"}.get(name, "pycurl")
    return importlib.util.find_spec(module) is not None


def cpu_seconds() -> float:
    return time.process_time()


def measure(candidate: Candidate, port: int, threads: int, seconds: float) -> float:
    """CPU microseconds per call."""
    counts: list[int] = []
    start = threading.Barrier(threads + 1)
    stop = threading.Event()

    def work() -> None:
        call, count = candidate(port), 0
        assert call()
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
    taken: dict[str, list[float]] = {name: [] for name in CANDIDATES if installed(name)}
    for _ in range(rounds):
        for name, figures in taken.items():
            figures.append(measure(CANDIDATES[name], port, threads, seconds))
    floor = statistics.median(taken["http.client"])
    for name, figures in taken.items():
        median = statistics.median(figures)
        print(f"{threads:3d} threads  {name:32s} {median:7.1f} us  x{median / floor:.2f}", flush=True)


if __name__ == "__main__":
    main()
