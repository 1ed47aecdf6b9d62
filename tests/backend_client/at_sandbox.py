"""The sandbox's own controls, as a test needs them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen


class Sandbox:
    def __init__(self, url: str) -> None:
        self.url = url

    def reset(self) -> None:
        self._ask("POST", "reset")

    def faults(self, *faults: dict[str, object]) -> None:
        """Replaces all faults; none heals."""
        self._ask("POST", "faults", {"faults": list(faults)})

    def messages(self, msisdn: str) -> list[dict[str, str]]:
        """What was "sent" to a number, oldest first."""
        found: list[dict[str, str]] = self._ask("GET", f"messages?msisdn={quote(msisdn)}")
        return found

    def member_no(self, persona: str) -> str:
        return next(str(one["member_no"]) for one in self._ask("GET", "personas") if one["persona"] == persona)

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/v1/sandbox/{path}", data, {"Content-Type": "application/json"}, method=method)
        with urlopen(request, timeout=10) as answer:
            return json.load(answer)
