"""The one place where a job hands over a text that somebody did not wait for, or waits for no longer."""

from __future__ import annotations

from jobs.machine import Machine
from jobs.sending import NotSent


def gone(parts: Machine, msisdn: str, text: str, kind: str) -> bool:
    """Whether nobody has to say it any more: sent, perhaps sent, or never to be sent. kind: a word for the counts."""
    try:
        parts.sms.send(msisdn, text)
    except NotSent as failure:
        parts.counts.add(f"told_not_sent:{kind}")
        # What may have gone, or never can go, is not tried again: a second SMS frightens more than a missing one.
        return failure.final or failure.may_have_gone
    parts.counts.add(f"told_sent:{kind}")
    return True
