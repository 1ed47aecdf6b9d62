"""Kannel: a query or a form for a message and for a delivery report, as our `get-url` and `dlr-url` write them.

    get-url = .../inbox?from=%p&to=%P&text=%b&id=%I&time=%T      (mo-recode = true: the text comes as UTF-8)
    dlr-url = .../delivery?reference=<ours>&status=%d&answer=%A

Kannel texts whatever it is answered to the sender, and an error of its own when that is no text: so 200, text, and empty.
Source: Kannel 1.4.5, user's guide and `gw/smsbox.c`; the numbers and the mask as met on the wire.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from channels.sms.inbound import DeliveryReport, OnMessage, OnReport, Status, message
from channels.sms.receiving import Callbacks, brings

NAME: Final = "kannel"
# %d is a mask: 34 is 2 with 32 beside it. The final ones are asked first, for 8 (taken by the operator) may stand beside any.
# Of an SMS centre it passes the receipt on, and says only that it failed; what it gave up itself it calls rejected, and says why.
RAN_OUT: Final = re.compile("stat:EXPIRED|validity expired|Retries Exceeded").search
DELIVERED, FAILED, BUFFERED, ACCEPTED, REJECTED, TIMED_OUT = 1, 2, 4, 8, 16, 32


class Kannel(Callbacks):
    """Kannel's two callbacks."""

    def __init__(self, secrets: Sequence[str], on_message: OnMessage, on_report: OnReport) -> None:
        super().__init__(
            NAME,
            secrets,
            inbox=brings("message", lambda fields: message(NAME, fields, "time"), on_message),
            delivery=brings("report", report, on_report),
        )


def report(fields: dict[str, str]) -> DeliveryReport | None:
    """What became of a message of ours; None when it is not said of which, or nothing is said."""
    digits, reference = fields.get("status", "")[:9], fields.get("reference", "")[:200]
    status = status_of(int(digits)) if digits.isascii() and digits.isdigit() else None
    answer = fields.get("answer", "")
    if status in {Status.FAILED, Status.REJECTED} and RAN_OUT(answer):
        status = Status.EXPIRED
    return DeliveryReport(NAME, reference, status, answer[:80]) if status and reference else None


def status_of(mask: int) -> Status | None:
    """The one thing a mask says; None when it says nothing."""
    if mask & DELIVERED:
        return Status.DELIVERED
    if mask & REJECTED:
        return Status.REJECTED
    if mask & FAILED:
        return Status.EXPIRED if mask & TIMED_OUT else Status.FAILED
    if mask & BUFFERED:
        return Status.BUFFERED
    return Status.SENT if mask & ACCEPTED else None
