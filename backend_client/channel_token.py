"""The channel's own token: fetched once, shared by all threads, renewed before it ends."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from backend_client import answers
from backend_client.errors import ChannelRejected, Refused, Unavailable
from backend_client.remembered import Clock, Fetched, Remembered
from backend_client.shapes import Shape
from backend_client.transport import Answer, Request

# A token younger than this is not renewed upon 401 where there was a caller's token too: that one is then not accepted.
YOUNG_S = 10.0

Attempt = Callable[[Request, float], Answer]


class ChannelToken(Shape, frozen=True, kw_only=True):
    """OAuth2 client credentials (RFC 6749, 4.4.3)."""

    access_token: str
    expires_in: int


class ChannelTokens:
    """`attempt` sends a request by a deadline, again where that is allowed."""

    def __init__(self, client_id: str, client_secret: str, attempt: Attempt, clock: Clock, again_s: float) -> None:
        form = urlencode({"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret})
        headers = ["Content-Type: application/x-www-form-urlencoded", "Accept: application/json"]
        self._request = Request("POST", "/oauth/token", headers, form.encode(), repeatable=True)
        self._attempt = attempt
        self._clock = clock
        self._kept: Remembered[str] = Remembered(clock, again_s)

    def current(self, deadline: float) -> str:
        """Raises Unavailable."""
        return self._kept.get(lambda _fallback: self._fetch(deadline), deadline - self._clock())

    def renewed(self, refused: str, deadline: float, *, alone: bool) -> str | None:
        """Another token than the refused one, or None when asking for it makes no sense. `alone`: no caller's token came with it."""
        return self.current(deadline) if self._kept.forget(refused, 0 if alone else YOUNG_S) else None

    def _fetch(self, deadline: float) -> Fetched[str]:
        try:
            token = answers.read(ChannelToken, self._attempt(self._request, deadline))
        except Refused as refused:
            raise ChannelRejected(refused.code) from None
        except Unavailable as failure:
            # Whatever happened to the token, the call it was for was not sent.
            failure.may_have_acted = False
            raise
        # Renewed in the last fifth of its life, and never sent in its last seconds: clocks differ, requests travel.
        return Fetched(token.access_token, token.expires_in * 0.8, token.expires_in - min(5.0, token.expires_in * 0.1))
