"""What the channel tells about phone numbers, in its own name."""

from __future__ import annotations

from backend_client.calls import Calls
from backend_client.cases import Case


class Numbers:
    """For jobs: nobody is calling."""

    __slots__ = ("_calls",)

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def undeliverable(self, msisdn: str, failures: int) -> Case:
        """No SMS arrives there, so many times in a row. The case that is open about the number, or a new one."""
        return self._calls.put(Case, "/undeliverable-numbers", {"msisdn": msisdn, "failures": failures})
