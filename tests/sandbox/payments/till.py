"""Pays as people do: asks the price, confirms, keys the wallet's PIN, and looks what became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from tests import processes
from tests.sandbox.speaker import Api, Caller, Said, msisdn_of

MANIVANH = "907795892"
SETTLED = frozenset({"posted", "declined", "expired", "cancelled", "failed", "needs_review"})


@dataclass
class Till:
    """`money` asks the wallet itself, behind the sandbox's back."""

    api: Api
    wallet_url: str
    patience: float = field(default=20.0)

    def price(self, caller: Caller, months: int = 1, member_no: str = "", key: str | None = None) -> Said:
        whom: Any = {"member_no": member_no} if member_no else "self"
        return caller.make("/payment-quotes", {"beneficiary": whom, "months": months}, key)

    def confirm(self, caller: Caller, quoted: Said, msisdn: str = "", provider: str = "u_money", key: str | None = None) -> Said:
        assert quoted.status == 201, quoted.body
        wallet = {"provider": provider, "msisdn": msisdn or caller.number}
        return caller.make("/payment-orders", {"quote_id": quoted.body["quote_id"], "wallet": wallet}, key)

    def begin(self, who: str, months: int = 1, member_no: str = "") -> Payment:
        caller = self.api.open(who)
        said = self.confirm(caller, self.price(caller, months, member_no))
        assert said.status == 201, said.body
        return Payment(self, caller, said.body)

    def prompts(self, who: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.api.call("GET", f"/sandbox/wallet/prompts?msisdn={quote(msisdn_of(who), safe='')}").body
        return found

    def debits(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.wallet("GET", "/control/debits")
        return found

    def wallet(self, method: str, path: str, body: Any = None) -> Any:
        content = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.wallet_url + path, content, {"Content-Type": "application/json"}, method=method), timeout=10) as said:
            return json.loads(said.read())

    def books(self) -> dict[str, Any]:
        found: dict[str, Any] = self.api.call("POST", "/sandbox/reconciliation").body
        return found


@dataclass
class Payment:
    till: Till
    caller: Caller
    order: dict[str, Any]

    def read(self) -> dict[str, Any]:
        said = self.caller.get(f"/payment-orders/{self.order['id']}")
        assert said.status == 200, said.body
        self.order = said.body
        return self.order

    def decide(self, decision: str, after_s: float | None = None) -> None:
        said = self.till.api.call("POST", f"/sandbox/wallet/{self.order['id']}/decide", {"decision": decision, "after_s": after_s})
        assert said.status == 200, said.body

    def answer(self, decision: str = "approve", pin: str = "1234") -> Said:
        """On the phone, as soon as the question is there."""
        [prompt] = self.waits_for_prompt()
        return self.till.api.call("POST", f"/sandbox/wallet/prompts/{prompt['id']}", {"decision": decision, "pin": pin})

    def waits_for_prompt(self) -> list[dict[str, Any]]:
        processes.wait_until(lambda: bool(self._prompts()), self.till.patience, "a prompt on the phone")
        return self._prompts()

    def is_on_the_phone(self) -> None:
        """And the backend has heard so: it writes no more of its own accord for a while."""
        self.waits_for_prompt()
        self.is_in("pending")

    def _prompts(self) -> list[dict[str, Any]]:
        return [one for one in self.till.prompts(self.caller.number) if one["reference"] == self.order["reference"]]

    def ends(self) -> dict[str, Any]:
        return self.is_in(*SETTLED)

    def is_in(self, *states: str) -> dict[str, Any]:
        processes.wait_until(lambda: self.read()["state"] in states, self.till.patience, f"one of {sorted(states)}")
        return self.order

    @property
    def lived_through(self) -> list[str]:
        """Its states one after the other; callbacks move nothing."""
        return [event["state"] for event in self.read()["events"] if event["cause"] != "callback_received"]
