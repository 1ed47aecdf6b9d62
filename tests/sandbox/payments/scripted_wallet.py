"""A wallet on a real socket that is as good or as bad as it is told, for thousands of short lives of an order."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

CREATED_BY = ("amount", "currency", "debitParty", "requestingOrganisationTransactionReference")


@dataclass
class ScriptedWallet:
    """`taken` by correlation id: what it holds to be true. `loses`: request (before it is taken), reply (after), question; and
    sense: it refuses to begin what it has begun."""

    url: str = ""
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    loses: set[str] = field(default_factory=set)
    debits: list[str] = field(default_factory=list)

    def settle(self, order_id: str, status: str, reason: str = "") -> bool:
        """Once only, as every wallet: False when it is over or was never asked for."""
        said = self.taken.get(order_id)
        if said is None or said["transactionStatus"] != "pending":
            return False
        said["transactionStatus"] = status
        said["errorReference"] = {"errorCode": "any", "errorParameters": [{"key": "reason", "value": reason}]}
        if status == "completed":
            self.debits.append(order_id)
        return True

    def push(self, order_id: str, body: dict[str, Any]) -> int:
        if "request" in self.loses:
            return 503
        if "sense" in self.loses and order_id in self.taken:
            return 400
        said = {name: body[name] for name in CREATED_BY}
        self.taken.setdefault(order_id, {**said, "transactionReference": f"MP{len(self.taken):04}", "transactionStatus": "pending"})
        return 504 if "reply" in self.loses else 202

    def statement(self) -> tuple[int, dict[str, Any]]:
        return 200, {"entries": [{**self.taken[order_id], "correlationId": order_id} for order_id in self.debits]}

    def ask(self, order_id: str) -> tuple[int, dict[str, Any]]:
        if "question" in self.loses:
            return 503, {}
        said = self.taken.get(order_id)
        return (404, {}) if said is None else (200, {"transaction": said})


class Speaker(BaseHTTPRequestHandler):
    # Head and body in one packet: two would wait for each other.
    wbufsize = -1
    wallet: ClassVar[ScriptedWallet]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._say(self.wallet.push(self.headers["X-CorrelationID"], body), {})

    def do_GET(self) -> None:
        if self.path.startswith("/statement"):
            self._say(*self.wallet.statement())
        else:
            self._say(*self.wallet.ask(self.path.rsplit("/", 1)[1]))

    def _say(self, status: int, body: dict[str, Any]) -> None:
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *said: object) -> None:
        pass


@contextmanager
def scripted_wallet() -> Iterator[ScriptedWallet]:
    class Own(Speaker):
        wallet = ScriptedWallet()

    with ThreadingHTTPServer(("127.0.0.1", 0), Own) as server:
        Own.wallet.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Own.wallet
        finally:
            server.shutdown()
            thread.join()
