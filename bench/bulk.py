"""How long a reply takes while thousands of reminders leave: `python -m bench.bulk [--bulk 10000] [--replies 200]`.

Real workers on a real store, and a gateway that answers at once. A reply's time runs from being posted until the gateway has it.
"""

from __future__ import annotations

import argparse
import base64
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

from deploy import redis_program, sessions
from jobs.messages import Outgoing, Priority
from jobs.outbox import Outbox
from jobs.outbox_parts import make_outbox
from jobs.queue import BULK, REPLIES, connect
from settings import read_settings

PERSON: Final = "+8562010000008"
TAKEN: Final = b'{"SMSMessageData": {"Message": "", "Recipients": [{"statusCode": 101, "messageId": "x", "cost": "LAK 150"}]}}'
EVERY_SECONDS: Final = 0.3
PATIENCE: Final = 60.0


class Arrivals:
    """When each text came to the gateway."""

    def __init__(self) -> None:
        self.at: dict[str, float] = {}
        self.port = 0


@contextmanager
def gateway() -> Iterator[Arrivals]:
    """Africa's Talking, as far as a sender sees it."""
    arrivals = Arrivals()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            arrivals.at[form["message"][0].split()[0]] = time.monotonic()
            self.send_response(201)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(TAKEN)))
            self.end_headers()
            self.wfile.write(TAKEN)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
            """Nothing of it belongs on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    arrivals.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield arrivals
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def started(*commands: list[str], environ: dict[str, str]) -> Iterator[None]:
    """The processes, ended with all they started."""
    running = [subprocess.Popen(command, env={**os.environ, **environ}, start_new_session=True) for command in commands]
    try:
        yield
    finally:
        sessions.end({process.pid for process in running}, patience=2)
        for process in running:
            process.wait()


def environment(store: Path, port: int, rate: int) -> dict[str, str]:
    """Settings of a service whose backend is never asked."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {
        "REDIS_URL": f"unix://{store}", "BACKEND_URL": "http://127.0.0.1:9", "BACKEND_CLIENT_ID": "bench", "BACKEND_CLIENT_SECRET": "bench",
        "SESSION_KEYS": f"1:{key}", "HASH_KEY": key, "USSD_GENERIC_SECRETS": "bench", "WEBHOOK_SECRET": f"whsec_{key}",
        "SMS_URL": f"http://127.0.0.1:{port}", "SMS_USERNAME": "bench", "SMS_API_KEY": "bench", "SMS_GATEWAYS": f"africastalking={rate}",
        "SMS_SEGMENTS_AN_HOUR": "1000000", "PRETEND_NUMBERS": "1", "SPOOL_FOLDER": str(store.parent / "spool"),
    }  # fmt: skip


def timed(outbox: Outbox, arrivals: Arrivals, name: str, count: int) -> list[float]:
    """Milliseconds of so many replies, one every 0.3 s."""
    posted = {}
    for number in range(count):
        word = f"{name}-{number}"
        posted[word] = time.monotonic()
        outbox.post(Outgoing(PERSON, f"{word} 22 months", Priority.REPLY, "answer", word))
        time.sleep(EVERY_SECONDS)
    until = time.monotonic() + PATIENCE
    while not posted.keys() <= arrivals.at.keys() and time.monotonic() < until:
        time.sleep(0.05)
    return sorted((arrivals.at.get(word, float("inf")) - at) * 1000 for word, at in posted.items())


def line(name: str, found: list[float]) -> str:
    """Median, 99th percentile and worst."""
    p99 = found[min(len(found) - 1, int(len(found) * 0.99))]
    return f"{name:<10} {len(found):>5} replies: median {statistics.median(found):6.0f} ms, p99 {p99:6.0f} ms, worst {found[-1]:6.0f} ms"


def main() -> int:
    """Exit status 1 when a reply was lost, or the p99 beside bulk is more than twice that of idle."""
    options = argparse.ArgumentParser(prog="python -m bench.bulk", description=__doc__)
    options.add_argument("--bulk", type=int, default=10_000, help="reminders queued at once")
    options.add_argument("--replies", type=int, default=200, help="replies in each of the two measurements")
    options.add_argument("--rate", type=int, default=20, help="messages a second that the gateway takes")
    chosen = options.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        socket = redis_program.socket_in(folder)
        arrivals = stack.enter_context(gateway())
        environ = environment(socket, arrivals.port, chosen.rate)
        stack.enter_context(started(redis_program.command(folder, socket), environ=environ))
        while not socket.exists():
            time.sleep(0.05)
        workers = [[sys.executable, "-m", "jobs", queue] for queue in (REPLIES, BULK)]
        stack.enter_context(started(*workers, environ=environ))
        outbox = make_outbox(read_settings(environ), stack.enter_context(connect(environ["REDIS_URL"])))
        return measure(outbox, arrivals, chosen.bulk, chosen.replies)


def measure(outbox: Outbox, arrivals: Arrivals, bulk: int, replies: int) -> int:
    """Idle first, then while all of the bulk waits and leaves."""
    timed(outbox, arrivals, "warm", 10)
    idle = timed(outbox, arrivals, "idle", replies)
    begun = time.monotonic()
    for number in range(bulk):
        outbox.post(Outgoing(PERSON, f"due-{number} A month is due", Priority.BULK, "due", f"due-{number}", evening=time.time() + 6 * 3600))
    print(f"{bulk} reminders queued in {time.monotonic() - begun:.1f} s")
    beside = timed(outbox, arrivals, "beside", replies)
    left = outbox.store.waiting(Priority.BULK)[0]
    print(line("idle", idle), line(f"beside {bulk}", beside), f"reminders still waiting at the end: {left}", sep="\n")
    p99 = [found[min(len(found) - 1, int(len(found) * 0.99))] for found in (idle, beside)]
    return int(p99[1] > 2 * p99[0])


if __name__ == "__main__":
    sys.exit(main())
