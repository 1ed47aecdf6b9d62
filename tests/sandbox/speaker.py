"""Speaks to the sandbox as a channel does, and holds every single answer against the contract."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from tests.contract.conformance import check_answer

PIN = "4071"


def msisdn_of(who: str) -> str:
    """`P02` or a whole number."""
    return f"+85620100000{int(who[1:]):02}" if who.startswith("P") else who


@dataclass(frozen=True)
class Said:
    status: int
    body: Any
    raw: bytes
    headers: dict[str, str]

    @property
    def code(self) -> str:
        """Of a problem; empty for an answer."""
        return str(self.body["code"]) if self.status >= 400 else ""


@dataclass
class Api:
    """One channel; each request has a connection of its own, so that many threads may speak at once."""

    url: str
    token: str = ""
    purpose: str = "self_service"

    def __post_init__(self) -> None:
        if not self.token:
            self.token = self.give_token().body["access_token"]

    def give_token(self, secret: str = "sandbox") -> Said:
        form = urlencode({"grant_type": "client_credentials", "client_id": "ussd", "client_secret": secret})
        return self.send("POST", "/oauth/token", form.encode(), {"Content-Type": "application/x-www-form-urlencoded"})

    def send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None, checked: bool = True) -> Said:
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            connection.request(method, f"/v1{path}", body, headers or {})
            answer = connection.getresponse()
            raw = answer.read()
        finally:
            connection.close()
        said = Said(answer.status, json.loads(raw), raw, {key.lower(): value for key, value in answer.getheaders()})
        if checked:
            check_answer(method, path, said.status, said.headers["content-type"], said.body)
        return said

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Said:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        own = {"Authorization": f"Bearer {self.token}", "X-Purpose": self.purpose, "Content-Type": "application/json"}
        return self.send(method, path, None if body is None else json.dumps(body).encode(), own | named)

    def open(self, who: str, channel: str = "ussd", chat_id: str | None = None) -> Caller:
        said = self.call("POST", "/caller-sessions", {"msisdn": msisdn_of(who), "channel": channel, "chat_id": chat_id})
        assert said.status == 201, said.body
        return Caller(self, msisdn_of(who), said.body)

    def proven(self, who: str, pin: str = PIN) -> Caller:
        """Called and proven by PIN."""
        caller = self.open(who)
        said = caller.step_up(pin)
        assert said.status == 200, said.body
        return caller

    def advance(self, seconds: int) -> None:
        assert self.call("POST", "/sandbox/clock", {"advance_s": seconds}).status == 200

    def messages(self, who: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.call("GET", "/sandbox/messages?" + urlencode({"msisdn": msisdn_of(who)})).body
        return found


@dataclass
class Caller:
    """One caller's session; `session` is the last answer about it."""

    api: Api
    number: str
    session: dict[str, Any] = field(repr=False)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Said:
        return self.api.call(method, path, body, X_Caller_Token=self.session["caller_token"], **headers)

    def get(self, path: str) -> Said:
        return self.ask("GET", path)

    def put(self, path: str, body: Any) -> Said:
        return self._kept(self.ask("PUT", path, body))

    def post(self, path: str, body: Any) -> Said:
        return self._kept(self.ask("POST", path, body))

    def make(self, path: str, body: Any = None, key: str | None = None) -> Said:
        """A creating POST, with its idempotency key."""
        return self.ask("POST", path, body, Idempotency_Key=key or str(uuid4()))

    def step_up(self, pin: str = PIN) -> Said:
        return self.post(f"/caller-sessions/{self.session['id']}/step-up", {"pin": pin})

    def select(self, position: int) -> Said:
        return self.post(f"/caller-sessions/{self.session['id']}/select", {"member_ref": self.session["members"][position]["member_ref"]})

    def code(self) -> str:
        """The last one-time code that came to the calling number."""
        words = self.api.messages(self.number)[-1]["text"].replace(".", " ").split()
        return next(word for word in words if word.isdigit())

    def _kept(self, said: Said) -> Said:
        if said.status == 200 and "caller_token" in said.body:
            self.session = said.body
        return said
