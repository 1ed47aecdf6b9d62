"""Cases: a question, a complaint, the wish to join or to be called back, and where each stands."""

from __future__ import annotations

from datetime import date, datetime

from backend_client.calls import Calls
from backend_client.shapes import Shape, Word


class CaseKind(Word):
    """What a case is about."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    JOIN = "join"
    CALL_BACK = "call_back"
    MISSING_MONTHS = "missing_months"
    APPEAL = "appeal"
    WRONG_DATA = "wrong_data"
    HOSPITAL = "hospital"
    PHONE = "phone"
    OTHER = "other"


class CaseState(Word):
    """Where it stands."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    CLOSED = "closed"
    OTHER = "other"


class Case(Shape, frozen=True, kw_only=True):
    """`ref`: ten digits that can be dictated. Never what was written in it."""

    as_of: datetime
    ref: str
    kind: CaseKind
    state: CaseState
    opened_at: datetime
    updated_at: datetime
    answer_by: date


class Cases:
    """Anybody's cases, read from the number that opened them."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def open(self, kind: str, text: str = "", *, language: str = "", about_ref: str = "") -> Case:
        """text: up to 1,000 characters in the caller's words. language: to be called back in. about_ref: of a claim, case or payment.

        Raises Refused: rate_limited.
        """
        said = {"text": text, "language": language, "about_ref": about_ref}
        return self._calls.create(Case, "/cases", {"kind": kind} | {name: value for name, value in said.items() if value})

    def read(self, ref: str) -> Case:
        """Raises Refused: not_found."""
        return self._calls.read(Case, "/cases/{ref}", {"ref": ref})
