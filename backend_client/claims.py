"""Claims: state, amount, dates and the next step."""

from __future__ import annotations

from datetime import date, datetime

from backend_client.benefits import BenefitType
from backend_client.calls import Calls
from backend_client.shapes import Money, Shape, Word


class ClaimState(Word):
    """Where a claim stands."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    NEED_DOCUMENTS = "need_documents"
    APPROVED = "approved"
    PAID = "paid"
    REJECTED = "rejected"
    APPEALED = "appealed"
    OTHER = "other"


class NextStep(Word):
    """What the member has to do."""

    WAIT = "wait"
    BRING_DOCUMENTS = "bring_documents"
    WAIT_FOR_TRANSFER = "wait_for_transfer"
    APPEAL = "appeal"
    ASK_OFFICE = "ask_office"
    NONE = "none"
    OTHER = "other"


class Claim(Shape, frozen=True, kw_only=True):
    """`for_self` is false when filed for a family member or as a survivor; `documents` are those still missing."""

    ref: str
    type: BenefitType
    state: ClaimState
    for_self: bool
    amount: Money | None = None
    filed_on: date
    decided_on: date | None = None
    pay_on: date | None = None
    paid_on: date | None = None
    next_step: NextStep
    documents: tuple[str, ...]
    rejected_because: str | None = None
    appeal_until: date | None = None


class ClaimRead(Shape, frozen=True, kw_only=True):
    """One claim, as of a time."""

    as_of: datetime
    claim: Claim


class ClaimList(Shape, frozen=True, kw_only=True):
    """Newest first."""

    as_of: datetime
    items: tuple[Claim, ...]


class Claims:
    """The caller's claims; at L2."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def all(self) -> ClaimList:
        """Raises Refused: not_in_class, step_up_required."""
        return self._calls.read(ClaimList, "/me/claims")

    def one(self, ref: str) -> ClaimRead:
        """ref: ten digits. Raises Refused: not_found."""
        return self._calls.read(ClaimRead, "/me/claims/{ref}", {"ref": ref})
