"""What the payer does at the wallet after the call, and what the wallet's ledger says."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from tests import processes
from tests.phone import Phone

KHAMLA, MANIVANH = "909896516", "907795892"
OVER = {"posted", "declined", "expired", "cancelled", "failed", "needs_review"}
PIN = "1234"


def reference(phone: Phone) -> str:
    """Of the payment that the screen says has begun."""
    found = re.search(r"No\. (\d{10})", phone.screen)
    assert found, phone.screen
    return found[1]


@dataclass(frozen=True)
class Counter:
    backend: str
    wallet: str

    def orders(self, msisdn: str) -> list[dict[str, Any]]:
        """Newest first."""
        found: list[dict[str, Any]] = ask(f"{self.backend}/v1/sandbox/payment-orders?msisdn={quote(msisdn)}&limit=50")
        return found

    def state(self, msisdn: str, number: str) -> str:
        return next(str(order["state"]) for order in self.orders(msisdn) if order["reference"] == number)

    def waits_for(self, msisdn: str, number: str, *states: str) -> None:
        processes.wait_until(lambda: self.state(msisdn, number) in states, 20, f"{number} being {states}")

    def decides(self, number: str, decision: str) -> None:
        ask(f"{self.backend}/v1/sandbox/wallet/{number}/decide", {"decision": decision})

    def settles(self, msisdn: str, number: str, decision: str = "approve") -> str:
        """The state it comes to."""
        self.waits_for(msisdn, number, "pending")
        self.decides(number, decision)
        self.waits_for(msisdn, number, *OVER)
        return self.state(msisdn, number)

    def prompts(self, msisdn: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = ask(f"{self.backend}/v1/sandbox/wallet/prompts?msisdn={quote(msisdn)}")
        return found

    def keys_pin(self, msisdn: str) -> None:
        """On the phone, as soon as the wallet asks there."""
        processes.wait_until(lambda: bool(self.prompts(msisdn)), 20, f"a question on {msisdn}")
        first = self.prompts(msisdn)[0]
        ask(f"{self.backend}/v1/sandbox/wallet/prompts/{first['id']}", {"decision": "approve", "pin": PIN})

    def debits(self) -> int:
        return len(ask(f"{self.wallet}/control/debits"))

    def later(self, minutes: int) -> None:
        """The backend's clock moves on."""
        ask(f"{self.backend}/v1/sandbox/clock", {"advance_s": 60 * minutes})

    def breaks(self, method: str, path: str, kind: str = "error", times: int | None = 1) -> None:
        fault = {"path": path, "kind": kind, "method": method, "times": times}
        ask(f"{self.backend}/v1/sandbox/faults", {"faults": [fault]})


def ask(url: str, body: Any = None, method: str = "") -> Any:
    content = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    with urlopen(Request(url, content, headers, method=method or ("POST" if content else "GET")), timeout=10) as answer:
        return json.loads(answer.read() or b"null")
