"""What the go-between answers by itself: the list of faults, and answers that are faults."""

from __future__ import annotations

from http.client import responses

import msgspec

from sandbox.front.faults import Faults

FAULTS = "/v1/sandbox/faults"
RESET = "/v1/sandbox/reset"


def answer_of_controls(faults: Faults, method: str, path: str, body: bytes) -> bytes | None:
    """None for what is not its business; a reset of the sandbox is, as far as it heals, and goes on to the server."""
    if path == RESET and method == "POST":
        faults.faults = []
    if path != FAULTS:
        return None
    if method == "POST":
        return _replace(faults, body)
    if method == "GET":
        return _http(200, msgspec.json.encode(faults))
    return _problem(405, "method_not_allowed", b"Allow: GET, POST\r\n")


def broken(status: int) -> bytes:
    return _problem(status, "backend_unavailable")


def unreadable() -> bytes:
    return _problem(400, "invalid_request", b"Connection: close\r\n")


def _replace(faults: Faults, body: bytes) -> bytes:
    try:
        faults.faults = msgspec.json.decode(body, type=Faults).faults
    except msgspec.ValidationError:
        return _problem(422, "invalid_request")
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _problem(400, "invalid_request")
    return _http(200, msgspec.json.encode(faults))


def _problem(status: int, code: str, headers: bytes = b"") -> bytes:
    title = responses.get(status, "Server Error")
    body = {"type": "about:blank", "title": title, "status": status, "code": code, "params": {}, "retry_after_s": None}
    return _http(status, msgspec.json.encode(body), b"application/problem+json", headers)


def _http(status: int, body: bytes, kind: bytes = b"application/json", headers: bytes = b"") -> bytes:
    phrase = responses.get(status, "Server Error").encode()
    length = str(len(body)).encode()
    first = b"HTTP/1.1 " + str(status).encode() + b" " + phrase + b"\r\n"
    return first + b"Content-Type: " + kind + b"\r\nContent-Length: " + length + b"\r\n" + headers + b"\r\n" + body
