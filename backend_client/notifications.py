"""What people are to be told unasked: whom, in which language, and the facts its words need."""

from __future__ import annotations

from datetime import date, datetime

from backend_client.calls import Calls
from backend_client.shapes import Money, Shape, Word


class NotificationKind(Word):
    """As the contract's webhooks are called."""

    CONTRIBUTION_DUE = "contribution.due"
    COVERAGE_ENDING = "coverage.ending"
    CLAIM_UPDATED = "claim.updated"
    BENEFIT_REACHED = "benefit.reached"
    EMPLOYER_MONTH_MISSING = "employer.month_missing"
    HOSPITAL_CHANGE_DECIDED = "hospital_change.decided"
    PHONE_REGISTRATION_DECIDED = "phone_registration.decided"
    OTHER = "other"


class Notification(Shape, frozen=True, kw_only=True):
    """discreet: words that name no subject. amount: only for who agreed to amounts in SMS. family: about somebody without a phone."""

    id: str
    kind: NotificationKind
    msisdn: str
    language: str | None = None
    script: str | None = None
    discreet: bool
    state: str
    period: str | None = None
    due_on: date | None = None
    ends_on: date | None = None
    amount: Money | None = None
    ref: str | None = None
    family: bool


class NotificationsDue(Shape, frozen=True, kw_only=True):
    """A page."""

    as_of: datetime
    items: tuple[Notification, ...]
    next_cursor: str | None = None


class DispatchReport(Shape, frozen=True, kw_only=True):
    """Where it stands; the notification of now for who has just taken it in hand. may_be_sent: by somebody who died with it."""

    as_of: datetime
    id: str
    state: str
    notification: Notification | None = None
    may_be_sent: bool


class NotificationDesk:
    """What the channel itself asks, without a caller: for jobs."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def due(self, cursor: str = "", limit: int = 100) -> NotificationsDue:
        """What is neither told nor in somebody's hands."""
        return self._calls.read(NotificationsDue, "/notifications/due", {}, {"cursor": cursor, "limit": str(limit)})

    def report(self, name: str, state: str) -> DispatchReport:
        """state: sending, sent or failed. Raises Refused: duplicate when it is sent or in other hands, not_found."""
        return self._calls.create(DispatchReport, "/notifications/dispatch-results", {"id": name, "state": state})
