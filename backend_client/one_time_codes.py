"""One-time codes, which the backend itself sends by SMS to the calling number."""

from __future__ import annotations

from datetime import datetime

from backend_client.calls import Calls
from backend_client.shapes import Shape


class OneTimeCode(Shape, frozen=True, kw_only=True):
    """The same whether or not a code was sent: none goes to a number that is not on file."""

    id: str
    sent_to: str
    expires_at: datetime
    as_of: datetime


class OneTimeProof(Shape, frozen=True, kw_only=True):
    """What `pins.set` takes below L2."""

    otp_token: str
    expires_at: datetime
    as_of: datetime


class OneTimeCodes:
    """Asking for a code, and giving it back."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def start(self, purpose: str = "set_pin") -> OneTimeCode:
        """purpose: set_pin or bind_chat. Raises Refused: sim_swap_hold, number_shared, rate_limited."""
        return self._calls.create(OneTimeCode, "/otp-challenges", {"purpose": purpose})

    def verify(self, challenge_id: str, code: str) -> OneTimeProof:
        """code: six digits. Raises Refused: otp_expired, step_up_failed{left}; three wrong tries end it."""
        return self._calls.post(OneTimeProof, "/otp-challenges/{id}/verify", {"code": code}, {"id": challenge_id})
