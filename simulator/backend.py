"""What the pretend network asks of the sandbox backend: its own calls, which need nobody's token."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from simulator.carrier import JSON, CarrierError, Reply, exchange
from simulator.settings import Settings

DEADLINE_S = 2.0


class NoAnswer(Exception):
    """The backend does not answer, or says something else than was asked; its message is for a log."""


class Refusal(Exception):
    """The backend said no: the problem's code and parameters."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status = status
        self.code = str(problem.get("code", ""))
        params = problem.get("params")
        self.params: dict[str, Any] = params if isinstance(params, dict) else {}
        super().__init__(f"{status} {self.code}")


def read(settings: Settings, path: str, query: Mapping[str, str] | None = None, deadline_s: float = DEADLINE_S) -> Any:
    """The JSON under /v1/sandbox; raises NoAnswer or Refusal."""
    return _json(_ask(settings, "GET", f"{path}?{urlencode(query)}" if query else path, None, deadline_s))


def read_list(settings: Settings, path: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
    """Raises NoAnswer or Refusal."""
    found = read(settings, path, query)
    if not isinstance(found, list):
        raise NoAnswer(f"{path}: not a list")
    return [each for each in found if isinstance(each, dict)]


def send(settings: Settings, path: str, body: dict[str, Any]) -> Any:
    """Raises NoAnswer or Refusal."""
    return _json(_ask(settings, "POST", path, json.dumps(body).encode("ascii"), DEADLINE_S))


def _ask(settings: Settings, method: str, path: str, body: bytes | None, deadline_s: float) -> Reply:
    try:
        return exchange(method, f"{settings.backend_url}/v1/sandbox/{path}", body, deadline_s, JSON)
    except CarrierError as error:
        raise NoAnswer(str(error)) from error


def _json(reply: Reply) -> Any:
    try:
        found = json.loads(reply.body)
    except ValueError as error:
        raise NoAnswer(f"HTTP {reply.status} without JSON") from error
    if 400 <= reply.status < 600:
        raise Refusal(reply.status, found if isinstance(found, dict) else {})
    return found
