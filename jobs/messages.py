"""What is sent by SMS: the message, how urgent it is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Priority(StrEnum):
    """A reply answers somebody who waits for it; a bulk message is one that we begin."""

    REPLY = "reply"
    BULK = "bulk"


class Status(StrEnum):
    """Where a message stands.

    queued: to be sent, or to be tried again. sending: in a worker's hands. handed: a gateway has it. unknown: nobody can say
    whether a gateway has it, so it is not sent again. refused: never to be sent, by a rule of ours. given_up: tried in vain.
    The rest is what a gateway reported, or answered for good.
    """

    QUEUED = "queued"
    SENDING = "sending"
    HANDED = "handed"
    DELIVERED = "delivered"
    FAILED = "failed"
    REJECTED = "rejected"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    GIVEN_UP = "given_up"


# Still to be sent by somebody; all others are over, or with a gateway.
OWED: Final = frozenset({Status.QUEUED, Status.SENDING})


# A gateway has it, or may have it.
MAY_HAVE_GONE: Final = frozenset({Status.HANDED, Status.DELIVERED, Status.UNKNOWN})


def gone(status: Status) -> bool:
    """Whether nobody has to say it any more."""
    return status not in OWED


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One SMS to be sent.

    subject: what it is about, the same for the same message however often it is posted: `notice:<order>:<kind>`.
    kind: a word for the counts, `receipt`, `answer`, `due`. evening: when the quiet begins of which bulk leaves nothing in,
    seconds since 1970 (jobs/quiet.py); None for this machine's own. asked: its reader's own act was promised it, a dial or a ring
    from that very number, so it is tried though the number is stopped.
    """

    msisdn: str
    text: str
    priority: Priority
    kind: str
    subject: str
    evening: float | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message taken in hand, opened.

    number: its keyed hash. attempts: at gateways that refused it for now. age: seconds since it was posted. ours: whether the
    outbox itself tries again. left: how often a worker died with it in hand.
    """

    reference: str
    msisdn: str
    text: str
    priority: Priority
    kind: str
    number: str
    segments: int
    attempts: int
    age: float
    ours: bool
    left: int
    evening: float | None
    asked: bool


# What a report may change, by what it says. "sent" and "buffered" say only that the gateway has it.
_OPEN: Final = (Status.QUEUED, Status.SENDING, Status.HANDED, Status.UNKNOWN)
_NOT_THERE: Final = (Status.FAILED, Status.REJECTED, Status.EXPIRED, Status.GIVEN_UP)
REPORTS: Final[dict[str, tuple[Status, tuple[Status, ...]]]] = {
    "sent": (Status.HANDED, (Status.UNKNOWN,)),
    "buffered": (Status.HANDED, (Status.UNKNOWN,)),
    # A phone that has it has it, whatever was reported before.
    "delivered": (Status.DELIVERED, (*_OPEN, *_NOT_THERE)),
    # A message that waits to be tried again was refused by a gateway: what that one reports is known already.
    "failed": (Status.FAILED, _OPEN[1:]),
    "rejected": (Status.REJECTED, _OPEN[1:]),
    "expired": (Status.EXPIRED, _OPEN[1:]),
}
