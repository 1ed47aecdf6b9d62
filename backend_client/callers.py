"""Who is calling: sessions, the choice between members on one number, and the PIN as proof."""

from __future__ import annotations

from datetime import datetime

from backend_client.calls import Calls
from backend_client.capabilities import Features
from backend_client.shapes import MemberClass, MembershipState, Name, Shape, Word


class Level(Word):
    """How sure the backend is (contract: assurance levels)."""

    L0 = "L0"
    L1 = "L1"
    L1W = "L1w"
    L2 = "L2"
    L3 = "L3"
    OTHER = "other"


class CallerMember(Shape, frozen=True, kw_only=True):
    """One of the members on a number."""

    member_ref: str
    masked_name: Name
    classes: tuple[MemberClass, ...]
    state: MembershipState
    pin_set: bool


class Hold(Shape, frozen=True, kw_only=True):
    """Why personal calls are refused for now: `sim_swap_hold`."""

    code: str
    until: datetime


class CallerSession(Shape, frozen=True, kw_only=True):
    """What a menu needs. `may`: names of permissions; the level is asked for separately. `member`: the selected one."""

    id: str
    caller_token: str
    expires_at: datetime
    as_of: datetime
    level: Level
    channel_level: Level
    members: tuple[CallerMember, ...]
    member: CallerMember | None = None
    classes: tuple[MemberClass, ...]
    may: tuple[str, ...]
    pin_set: bool
    pin_locked_until: datetime | None = None
    language: str | None = None
    script: str | None = None
    hold: Hold | None = None
    features: Features


class Callers:
    """Caller sessions."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def open(self, msisdn: str, channel: str, chat_id: str | None = None) -> CallerSession:
        """msisdn: E.164. An unknown number gets an ordinary session at L0, without hint that it is unknown."""
        body = {"msisdn": msisdn, "channel": channel} | ({"chat_id": chat_id} if chat_id else {})
        # Opened twice is two tokens for the same caller and nothing else, so it may be sent again.
        return self._calls.post(CallerSession, "/caller-sessions", body, repeatable=True)

    def select(self, session_id: str, member_ref: str) -> CallerSession:
        """Chooses between several members; a PIN given for another one is forgotten."""
        body = {"member_ref": member_ref}
        return self._calls.post(CallerSession, "/caller-sessions/{id}/select", body, {"id": session_id}, repeatable=True)

    def step_up(self, session_id: str, pin: str) -> CallerSession:
        """Raises Refused: step_up_failed{left}, locked{until}, pin_not_set, sim_swap_hold{until}, number_shared."""
        # Every arrival may cost one of five tries: never sent twice.
        return self._calls.post(CallerSession, "/caller-sessions/{id}/step-up", {"pin": pin}, {"id": session_id})
