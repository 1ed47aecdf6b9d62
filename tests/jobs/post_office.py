"""Jobs against a real backend, and an SMS gateway that keeps what it was handed."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from tests import processes
from tests.sandbox.speaker import Api, msisdn_of


@dataclass
class SmsGateway:
    """Answers as Africa's Talking does. `status`: of the next messages; 500 is a refusal that passes.

    `held`: takes a message and says nothing, as long as it is set, and then hangs up; `asked` tells that one came.
    """

    url: str = ""
    status: int = 101
    handed: list[tuple[str, str]] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)
    requests: int = 0

    def to(self, who: str) -> list[str]:
        """The texts without the code on their last line."""
        return [text.rpartition("\n")[0] for msisdn, text in self.handed if msisdn == msisdn_of(who)]


def _say(handler: BaseHTTPRequestHandler, status: int) -> None:
    said = json.dumps({"SMSMessageData": {"Message": "", "Recipients": [{"statusCode": status}]}}).encode()
    handler.send_response(201)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(said)))
    handler.end_headers()
    handler.wfile.write(said)


@contextmanager
def sms_gateway() -> Iterator[SmsGateway]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            gateway.requests += 1
            gateway.asked.set()
            if gateway.held.is_set():
                while gateway.held.is_set():
                    time.sleep(0.01)
                return
            if gateway.status == 101:
                gateway.handed.append((form["to"][0], form["message"][0]))
            _say(self, gateway.status)

        def log_message(self, *said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        gateway = SmsGateway(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield gateway
        finally:
            server.shutdown()
            thread.join()


@dataclass
class PostOffice:
    """`api` speaks to the backend as a channel does; it is made anew whenever the clock is set, for tokens grow old."""

    redis_url: str
    backend_url: str
    gateway: SmsGateway

    @property
    def api(self) -> Api:
        return Api(self.backend_url)

    @property
    def environ(self) -> Mapping[str, str]:
        ours = {"REDIS_URL": self.redis_url, "BACKEND_URL": self.backend_url, "SMS_URL": self.gateway.url}
        return processes.SERVICE | ours

    def at(self, moment: str, seconds: int = 0, *, frozen: bool = True) -> None:
        """By the backend's clock, in Vientiane: `2026-12-08 10:00`."""
        body = json.dumps({"now": f"{moment.replace(' ', 'T')}:{seconds:02}+07:00", "frozen": frozen}).encode()
        assert self.api.send("POST", "/sandbox/clock", body).status == 200

    def does(self, code: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Runs it in a process of its own, as a worker's child is."""
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=processes.ROOT, env={**self.environ, **more}, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def reminds(self) -> None:
        self.does("from jobs.reminders import remind_all\nremind_all()")
