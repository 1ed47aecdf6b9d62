"""Carries one request to the backend and its answer back, within one total time."""

from __future__ import annotations

import ssl
from collections import deque
from typing import NamedTuple, Protocol

import pycurl

from backend_client.errors import BadAnswer, ConnectionLost, DeadlineExceeded, Overloaded, Unavailable, Unreachable
from backend_client.limits import Limits


class Request(NamedTuple):
    """`path`: below the base address, with its query. `headers`: whole lines. `repeatable`: a second arrival does no harm."""

    method: str
    path: str
    headers: list[str]
    body: bytes | None
    repeatable: bool


class Answer(NamedTuple):
    """`retry_after_s`: 0 when the backend did not say."""

    status: int
    content_type: str
    body: bytes
    retry_after_s: int = 0


class Transport(Protocol):
    """What a client needs of the network."""

    def send(self, request: Request, seconds: float) -> Answer:
        """seconds: from now until the last byte. Raises Overloaded, Unreachable, ConnectionLost, DeadlineExceeded, BadAnswer."""


NOT_CONNECTED = frozenset({
    pycurl.E_COULDNT_RESOLVE_HOST, pycurl.E_COULDNT_CONNECT, pycurl.E_SSL_CONNECT_ERROR,
    pycurl.E_PEER_FAILED_VERIFICATION, pycurl.E_SSL_CACERT_BADFILE,
})  # fmt: skip
BROKEN = frozenset({pycurl.E_SEND_ERROR, pycurl.E_RECV_ERROR, pycurl.E_GOT_NOTHING, pycurl.E_PARTIAL_FILE})


class CurlTransport:
    """libcurl, a kept connection for each call under way at once; the last one used is the first one used again."""

    def __init__(self, base_url: str, limits: Limits, ca_file: str = "") -> None:
        self._base_url = base_url.rstrip("/")
        self._limits = limits
        self._ca_file = ca_file or ssl.get_default_verify_paths().cafile or ""
        # Made when first needed, so that nothing is shared over a fork. An empty deque is the bound: pop and
        # append are atomic, so no lock is taken on the way.
        self._lines: deque[pycurl.Curl | None] = deque([None] * limits.simultaneous)

    def send(self, request: Request, seconds: float) -> Answer:
        milliseconds = int(seconds * 1000)
        # To libcurl a timeout of 0 is none at all.
        if milliseconds < 1:
            raise DeadlineExceeded("no time left to send", may_have_acted=False)
        try:
            line = self._lines.pop()
        except IndexError:
            raise Overloaded(f"{self._limits.simultaneous} calls are under way") from None
        try:
            line = line or self._new_line()
            return self._exchange(line, request, milliseconds)
        finally:
            self._lines.append(line)

    def _new_line(self) -> pycurl.Curl:
        line = pycurl.Curl()
        for option, value in (
            (pycurl.NOSIGNAL, 1),
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.PATH_AS_IS, 1),
            # libcurl reads proxies from the environment unless told that there is none.
            (pycurl.PROXY, ""),
            (pycurl.NOPROXY, "*"),
            (pycurl.USERAGENT, "lsso-channels"),
            (pycurl.MAXCONNECTS, 1),
            (pycurl.MAXFILESIZE_LARGE, self._limits.body_bytes),
        ):
            line.setopt(option, value)
        # The library's own path to the certificates is the one of the machine it was built on.
        if self._ca_file:
            line.setopt(pycurl.CAINFO, self._ca_file)
        return line

    def _exchange(self, line: pycurl.Curl, request: Request, milliseconds: int) -> Answer:
        parts: list[bytes] = []
        setopt = line.setopt
        if request.body is None:
            setopt(pycurl.HTTPGET, 1)
        else:
            setopt(pycurl.POSTFIELDS, request.body)
        setopt(pycurl.CUSTOMREQUEST, request.method)
        setopt(pycurl.URL, self._base_url + request.path)
        setopt(pycurl.HTTPHEADER, request.headers)
        setopt(pycurl.WRITEFUNCTION, parts.append)
        setopt(pycurl.TIMEOUT_MS, milliseconds)
        setopt(pycurl.CONNECTTIMEOUT_MS, min(milliseconds, int(self._limits.connect_s * 1000)))
        # libcurl sends again, whatever the method, when a kept connection turns out dead: what must not
        # arrive twice gets a new connection.
        setopt(pycurl.FRESH_CONNECT, 0 if request.repeatable else 1)
        try:
            line.perform()
        except pycurl.error as error:
            raise self._failure(line, int(error.args[0]), milliseconds) from None
        return Answer(
            line.getinfo(pycurl.RESPONSE_CODE),
            line.getinfo(pycurl.CONTENT_TYPE) or "",
            parts[0] if len(parts) == 1 else b"".join(parts),
            line.getinfo(pycurl.RETRY_AFTER),
        )

    def _failure(self, line: pycurl.Curl, code: int, milliseconds: int) -> Unavailable:
        # Counted over both when a kept connection died and libcurl began again: the code tells of the second only.
        sent = line.getinfo(pycurl.REQUEST_SIZE) > 0
        if code == pycurl.E_OPERATION_TIMEDOUT:
            if not sent and self._limits.connect_s * 1000 < milliseconds:
                return Unreachable("no connection in time")
            return DeadlineExceeded("no whole answer in time", may_have_acted=sent)
        if code in NOT_CONNECTED:
            return Unreachable(f"no connection (libcurl {code})", may_have_acted=sent)
        if code in BROKEN:
            return ConnectionLost(f"connection broke (libcurl {code})")
        return BadAnswer(f"not an answer (libcurl {code})")
