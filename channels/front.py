"""Gateways' requests, answered before Flask's dispatch: it would cost more than the whole conversation.

Everything else goes on to Flask. The measured reason is in docs/decisions/front-of-flask.md.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LARGEST_BODY: Final = 65536
TOO_LARGE: Final = b""
NONE: Final[Container[str]] = ()


class Answer(msgspec.Struct, frozen=True, gc=False):
    """An HTTP answer."""

    status: str
    content_type: str
    body: bytes


class Gateway(Protocol):
    """One gateway's dialect. `tail` is what follows the secret in the path, "" for a message."""

    secrets: Sequence[str]

    def handle(self, tail: str, body: bytes) -> Answer:
        """Answers one request whose secret was right."""
        ...


NOT_FOUND: Final = Answer("404 Not Found", "text/plain; charset=utf-8", b"not found")
NOT_ALLOWED: Final = Answer("405 Method Not Allowed", "text/plain; charset=utf-8", b"POST only")


def admitted(secret: str, secrets: Sequence[str]) -> bool:
    """Whether it is one of the secrets valid now, found in constant time."""
    given, found = secret.encode("utf-8", "replace"), False
    for valid in secrets:
        # No early way out: it would tell how many there are.
        found |= hmac.compare_digest(given, valid.encode())
    return found


class Front:
    """A WSGI layer: <prefix><gateway>/<secret>[/<tail>] to the gateway, all else to the application within.

    queried: the gateways that may also send what they have as the query of a GET.
    """

    def __init__(
        self, inner: WSGIApplication, gateways: Mapping[str, Gateway], prefix: str = "/ussd/", queried: Container[str] = NONE
    ) -> None:
        self._inner = inner
        self._gateways = gateways
        self._prefix = prefix
        self._queried = queried

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers, or hands on."""
        path: str = environ["PATH_INFO"]
        if not path.startswith(self._prefix):
            return self._inner(environ, start_response)
        answer = self._answer(path, environ)
        headers = [("Content-Type", answer.content_type), ("Content-Length", str(len(answer.body)))]
        start_response(answer.status, headers)
        # A list: the server takes it as a whole, and would go through anything else piece by piece.
        return [answer.body]

    def _answer(self, path: str, environ: WSGIEnvironment) -> Answer:
        name, _, rest = path[len(self._prefix) :].partition("/")
        secret, _, tail = rest.partition("/")
        gateway = self._gateways.get(name)
        if gateway is None or not admitted(secret, gateway.secrets):
            return NOT_FOUND
        if environ["REQUEST_METHOD"] != "POST":
            if environ["REQUEST_METHOD"] != "GET" or name not in self._queried:
                return NOT_ALLOWED
            return gateway.handle(tail, environ.get("QUERY_STRING", "").encode("latin-1", "replace"))
        return gateway.handle(tail, _body(environ))


def _body(environ: WSGIEnvironment) -> bytes:
    """The body; an empty one when it is too large or its length is no number."""
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return TOO_LARGE
    if not 0 < length <= LARGEST_BODY:
        return TOO_LARGE
    body: bytes = environ["wsgi.input"].read(length)
    return body


Wrap = Callable[["WSGIApplication"], Front]
