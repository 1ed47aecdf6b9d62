"""The merchant's side of the wallet: it asks for payments, is called back, and reads the statement."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import quote, urlsplit

from tests.processes import wait_until
from tests.wallet.conformance import check_answer

KHAMLA = "+8562010000008"
REFERENCES = count(1_000_000_001)


@dataclass(frozen=True)
class Said:
    status: int
    body: Any

    @property
    def reason(self) -> str:
        """Of a refusal."""
        return str(self.body["errorParameters"][0]["value"])


@dataclass
class Receiver:
    """Where callbacks arrive: what they said and when, and the statuses they are answered with, 200 after those."""

    url: str
    arrived: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    @property
    def statuses(self) -> list[str]:
        return [body["transactionStatus"] for _, body in self.arrived]

    def waits_for(self, many: int, within: float = 10) -> list[str]:
        wait_until(lambda: len(self.arrived) >= many, within, f"callback {many}")
        return self.statuses


@contextmanager
def receiver(port: int = 0) -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = received.answers.pop(0) if received.answers else 200
            received.arrived.append((time.monotonic(), body))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        received = Receiver(f"http://127.0.0.1:{server.server_port}/callbacks/1?order=7")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield received
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Payment:
    """One request; `last` is the last answer about it."""

    wallet: Wallet
    reference: str
    correlation_id: str
    last: Said

    @property
    def server_id(self) -> str:
        return str(self.last.body["serverCorrelationId"])

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.wallet.get(f"/requeststates/{self.server_id}").body
        return found

    def transaction(self) -> dict[str, Any]:
        found: dict[str, Any] = self.wallet.get(f"/responses/{self.correlation_id}").body["transaction"]
        return found

    def decide(self, decision: str, **more: Any) -> Said:
        return self.wallet.post("/control/decide", {"reference": self.reference, "decision": decision, **more})

    def answer(self, pin: str = "1234", decision: str = "approve") -> Said:
        return self.wallet.post(f"/control/prompts/{self.server_id}", {"pin": pin, "decision": decision})

    def ends(self, within: float = 10) -> str:
        wait_until(lambda: self.transaction()["transactionStatus"] != "pending", within, "the end of the payment")
        return str(self.transaction()["transactionStatus"])


@dataclass
class Wallet:
    """Each request has a connection of its own, so that many threads may ask at once."""

    url: str

    def send(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Said:
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
            connection.request(method, path, sent, headers or {})
            answer = connection.getresponse()
            said = Said(answer.status, json.loads(answer.read()))
        finally:
            connection.close()
        check_answer(method, path, said.status, said.body)
        return said

    def get(self, path: str) -> Said:
        return self.send("GET", path)

    def post(self, path: str, body: Any = None) -> Said:
        return self.send("POST", path, body)

    def ask(self, correlation_id: str, reference: str, callback: str | None = None, payer: str = KHAMLA, **more: Any) -> Said:
        body = {
            "amount": "108000",
            "currency": "LAK",
            "debitParty": [{"key": "msisdn", "value": payer}],
            "creditParty": [{"key": "organisationid", "value": "NSSO"}],
            "requestingOrganisationTransactionReference": reference,
            "descriptionText": "2026-11",
        }
        headers = {"X-CorrelationID": correlation_id, **({"X-Callback-URL": callback} if callback else {})}
        return self.send("POST", "/transactions/type/merchantpay", {**body, **more}, headers)

    def pays(self, callback: str | None = None, payer: str = KHAMLA, planned: str | None = None, **more: Any) -> Payment:
        """A request that is taken; `planned` is decided before the wallet hears of it."""
        reference = str(next(REFERENCES))
        if planned:
            assert self.post("/control/decide", {"reference": reference, "decision": planned, **more}).body["planned"]
        payment = Payment(self, reference, f"order-{reference}", self.ask(f"order-{reference}", reference, callback, payer))
        assert payment.last.status == 202, payment.last
        return payment

    def prompts(self, payer: str = KHAMLA) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get(f"/control/prompts?msisdn={quote(payer)}").body
        return found

    def debits(self) -> list[str]:
        """The references of all that moved."""
        return [entry["requestingOrganisationTransactionReference"] for entry in self.get("/control/debits").body]

    def statement(self, query: str = "") -> list[str]:
        entries = self.get(f"/statement{query}").body["entries"]
        return [entry["requestingOrganisationTransactionReference"] for entry in entries]
