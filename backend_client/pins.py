"""Setting the PIN."""

from __future__ import annotations

from backend_client.callers import CallerSession
from backend_client.calls import Calls


class Pins:
    """The caller's PIN; kept by the backend alone."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def set(self, new_pin: str, otp_token: str | None = None) -> CallerSession:
        """new_pin: 4-6 digits. otp_token: the proof of a one-time code, needed below L2. Raises Refused: weak_pin, otp_expired."""
        body = {"new_pin": new_pin} | ({"otp_token": otp_token} if otp_token else {})
        return self._calls.put(CallerSession, "/me/pin", body)
