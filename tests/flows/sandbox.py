"""What a test tells the pretend institution, and what it reads there."""

import json
import re
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen


def tells(sandbox_url: str, path: str, what: dict[str, Any]) -> None:
    """POST /v1/sandbox/<path>."""
    request = Request(f"{sandbox_url}/v1/sandbox/{path}", json.dumps(what).encode(), {"Content-Type": "application/json"}, method="POST")
    with urlopen(request, timeout=15) as answer:
        assert answer.status == 200


def fails_once(sandbox_url: str, path: str, method: str) -> None:
    """The next such call is answered 500."""
    tells(sandbox_url, "faults", {"faults": [{"path": path, "kind": "error", "method": method, "times": 1}]})


def messages_to(sandbox_url: str, msisdn: str) -> list[str]:
    """The texts of the SMS sent to that number, oldest first."""
    with urlopen(f"{sandbox_url}/v1/sandbox/messages?msisdn={quote(msisdn)}", timeout=15) as answer:
        return [message["text"] for message in json.load(answer)]


def code_sent_to(sandbox_url: str, msisdn: str) -> str:
    """The six digits of the last code."""
    found = re.search(r"\b\d{6}\b", messages_to(sandbox_url, msisdn)[-1])
    assert found, "The last SMS holds no code"
    return found.group()
