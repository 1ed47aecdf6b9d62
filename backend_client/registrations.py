"""Recording a phone number for a member, and taking a lost one off."""

from __future__ import annotations

from datetime import datetime

from backend_client.calls import Calls
from backend_client.shapes import Shape, Word


class RegistrationState(Word):
    """The desk decides."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    DECLINED = "declined"
    OTHER = "other"


class PhoneRegistration(Shape, frozen=True, kw_only=True):
    """`ref`: ten digits that can be dictated."""

    ref: str
    state: RegistrationState
    opened_at: datetime
    updated_at: datetime
    as_of: datetime


class PhoneBlock(Shape, frozen=True, kw_only=True):
    """Taken: the desk calls back when another phone asked."""

    ref: str
    state: str
    as_of: datetime


class Registrations:
    """Phone registrations. The answer never tells whether the member number exists."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def start(self, member_no: str, msisdn: str | None = None) -> PhoneRegistration:
        """msisdn: the number to record, the calling one when left out. Raises Refused: invalid_request, rate_limited."""
        body = {"member_no": member_no} | ({"msisdn": msisdn} if msisdn else {})
        return self._calls.create(PhoneRegistration, "/phone-registrations", body)

    def read(self, ref: str) -> PhoneRegistration:
        """Only from the number that asked."""
        return self._calls.read(PhoneRegistration, "/phone-registrations/{ref}", {"ref": ref})

    def block(self, msisdn: str | None = None, member_no: str | None = None) -> PhoneBlock:
        """Stops a number from opening the record: the calling one, or a lost one together with the member number."""
        body = ({"msisdn": msisdn} if msisdn else {}) | ({"member_no": member_no} if member_no else {})
        return self._calls.create(PhoneBlock, "/me/phone-block", body)
