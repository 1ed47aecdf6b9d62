"""What can go wrong with a call to the backend.

    BackendError
    ├── OnlyReading         something was to be created or changed by a call bound for reading: not sent
    ├── Refused             it understood and said no: a stable code, its params, when to try again
    └── Unavailable         no usable answer; `may_have_acted` tells whether it may have done what was asked
        ├── Overloaded          this process has as many calls under way as it may: not sent
        ├── CircuitOpen         it failed too often just now: not sent
        ├── Unreachable         no connection: name, route, port or certificate: not sent
        ├── ChannelRejected     it does not take this channel's own credentials: not done
        ├── DeadlineExceeded    the call's total time is over
        ├── ConnectionLost      the connection broke before the answer was whole
        ├── BackendFailed       it answered with a 5xx
        └── BadAnswer           it answered with something the contract does not allow

Flows catch `Refused` and `Unavailable`, nothing else. No message holds anything about a person:
routes are named by their template, never by their address.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class BackendError(Exception):
    """Above everything this package raises."""


class OnlyReading(BackendError):
    """A mistake of nobody's: the caller's earlier words are gone through again, and what they did must not be done twice."""


class Refused(BackendError):  # read aloud where it is caught: except Refused
    """The backend's answer is no. `code` is one of the contract's problem codes; `params` are its facts, as sent."""

    def __init__(self, code: str, params: Mapping[str, str | int] | None = None, retry_after_s: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, str | int] = params or {}
        self.retry_after_s = retry_after_s


class Unavailable(BackendError):  # as above
    """No usable answer. Something that costs money may be called "not started" only where `may_have_acted` is false."""

    sent: ClassVar[bool] = True
    # Whether all that failed was a read whose time was over: asking again, with more time, does no harm and may help.
    late_read = False

    def __init__(self, reason: str = "", *, may_have_acted: bool | None = None) -> None:
        super().__init__(reason)
        self.may_have_acted = self.sent if may_have_acted is None else may_have_acted


class Overloaded(Unavailable):
    """The bound on simultaneous calls is reached: a slow backend must not take every web thread."""

    sent = False


class CircuitOpen(Unavailable):
    """The breaker is open; nothing is sent until a probe gets through."""

    sent = False


class Unreachable(Unavailable):
    """No connection could be made."""

    sent = False


class ChannelRejected(Unavailable):
    """The client id or secret is wrong: an operator has to act, not the caller."""

    sent = False


class DeadlineExceeded(Unavailable):
    """The total time of the call is over."""


class ConnectionLost(Unavailable):
    """The connection broke before the answer was whole."""


class BackendFailed(Unavailable):
    """A 5xx answer."""


class BadAnswer(Unavailable):
    """An answer the contract does not allow: a redirect, another content type, too long, not decodable."""
