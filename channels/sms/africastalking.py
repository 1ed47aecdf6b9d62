"""Africa's Talking: forms for a message, a delivery report and an opt-out; each repeated until it is answered 200.

Source: developers.africastalking.com, SMS notifications. No signature is documented, so the path holds a secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from channels.front import NOT_FOUND, Answer
from channels.sms import receiving
from channels.sms.inbound import DeliveryReport, InboundSms, OnMessage, OnOptout, OnReport, Status, e164, form, moment

NAME: Final = "africastalking"
STATUSES: Final = {
    "Sent": Status.SENT,
    "Submitted": Status.SENT,
    "Buffered": Status.BUFFERED,
    "Success": Status.DELIVERED,
    "Failed": Status.FAILED,
    "Rejected": Status.REJECTED,
}


class AfricasTalking:
    """The gateway's three callbacks."""

    def __init__(self, secrets: Sequence[str], on_message: OnMessage, on_report: OnReport, on_optout: OnOptout) -> None:
        self.secrets = secrets
        self._on_message = on_message
        self._on_report = on_report
        self._on_optout = on_optout

    def handle(self, tail: str, body: bytes) -> Answer:
        """inbox, delivery or optout."""
        fields = form(body)
        match tail:
            case "inbox":
                return receiving.take(NAME, "message", message(fields), self._on_message)
            case "delivery":
                return receiving.take(NAME, "report", report(fields), self._on_report)
            case "optout":
                return receiving.take(NAME, "opt-out", e164(fields.get("phoneNumber", "")) or None, self._on_optout)
            case _:
                return NOT_FOUND


def message(fields: dict[str, str]) -> InboundSms | None:
    """The message in a form; None without an id to tell repeats by, or from somebody who cannot be answered."""
    sender, identifier = e164(fields.get("from", "")), fields.get("id", "")[:200]
    if not (sender and identifier):
        return None
    return InboundSms(NAME, identifier, sender, fields.get("to", "")[:20], fields.get("text", ""), moment(fields.get("date", "")))


def report(fields: dict[str, str]) -> DeliveryReport | None:
    """What became of a message of ours; None when it is not said of which, or in words not known."""
    status, reference = STATUSES.get(fields.get("status", "")), fields.get("id", "")[:200]
    if not (status and reference):
        return None
    failure = fields.get("failureReason", "")[:80]
    # The documented statuses have none for a message whose time ran out; the reason may say so.
    if status is Status.FAILED and "expired" in failure.lower():
        status = Status.EXPIRED
    return DeliveryReport(NAME, reference, status, failure)
