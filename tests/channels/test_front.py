"""The layer in front of Flask: who is let in, and what is handed on."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from werkzeug.test import Client

from channels.front import Answer, Front, admitted


class Echo:
    """A gateway that says what it was given."""

    secrets: Sequence[str] = ("new-secret", "old-secret")

    def handle(self, tail: str, body: bytes) -> Answer:
        return Answer("200 OK", "text/plain; charset=utf-8", f"{tail}|".encode() + body)


def inner(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"flask"]


client = Client(Front(inner, {"echo": Echo()}))


def test_both_secrets_are_admitted_while_one_is_rotated() -> None:
    assert client.post("/ussd/echo/new-secret", data=b"x").data == b"|x"
    assert client.post("/ussd/echo/old-secret/events", data=b"x").data == b"events|x"


def test_other_secrets_and_gateways_are_not_found() -> None:
    for path in ("/ussd/echo/guess", "/ussd/echo/", "/ussd/echo", "/ussd/none/new-secret", "/ussd/", "/ussd/echo/ໂຮງ"):
        assert client.post(path, data=b"x").status_code == 404, path


def test_only_posts_are_answered() -> None:
    assert client.get("/ussd/echo/new-secret").status_code == 405


def test_everything_else_goes_to_flask() -> None:
    assert client.get("/health/live").data == b"flask"


def test_a_body_that_is_too_large_or_of_no_length_is_read_as_empty() -> None:
    assert client.post("/ussd/echo/new-secret", data=b"x" * 70000).data == b"|"
    environ = {"PATH_INFO": "/ussd/echo/new-secret", "REQUEST_METHOD": "POST", "CONTENT_LENGTH": "many", "wsgi.input": io.BytesIO(b"x")}
    assert list(Front(inner, {"echo": Echo()})(environ, lambda *_: lambda _: None)) == [b"|"]


def test_no_secret_admits_nobody() -> None:
    assert not admitted("", ())
    assert not admitted("", ("demo",))
