"""Africa's Talking: forms for a message, a delivery report and an opt-out; each repeated until it is answered 200.

Source: developers.africastalking.com, SMS notifications. No signature is documented, so the path holds a secret.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from channels.sms.inbound import DeliveryReport, OnMessage, OnOptout, OnReport, Status, e164, message
from channels.sms.receiving import Callbacks, brings

NAME: Final = "africastalking"
STATUSES: Final = {
    "Sent": Status.SENT,
    "Submitted": Status.SENT,
    "Buffered": Status.BUFFERED,
    "Success": Status.DELIVERED,
    "Failed": Status.FAILED,
    "Rejected": Status.REJECTED,
}


class AfricasTalking(Callbacks):
    """The gateway's three callbacks."""

    def __init__(self, secrets: Sequence[str], on_message: OnMessage, on_report: OnReport, on_optout: OnOptout) -> None:
        super().__init__(
            NAME,
            secrets,
            inbox=brings("message", lambda fields: message(NAME, fields, "date"), on_message),
            delivery=brings("report", report, on_report),
            optout=brings("opt-out", lambda fields: e164(fields.get("phoneNumber", "")) or None, on_optout),
        )


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
