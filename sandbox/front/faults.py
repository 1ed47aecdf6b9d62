"""Which answers are to be broken, and how."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Kind = Literal["delay", "error", "reset", "blackhole", "drip", "truncated"]

PREFIX = "/v1"
CONTROLS = "/v1/sandbox/"


class Fault(Struct, kw_only=True):
    """One line of the list: a prefix below /v1, what happens to it, and how often before it heals."""

    path: Annotated[str, Meta(pattern="^/", max_length=200)]
    kind: Kind
    method: Literal["GET", "POST", "PUT"] | None = None
    seconds: Annotated[float, Meta(ge=0, le=120)] = 1
    status: Annotated[int, Meta(ge=500, le=599)] = 500
    times: Annotated[int, Meta(ge=1)] | None = None

    def hits(self, method: str, path: str) -> bool:
        return (self.method is None or self.method == method) and path.startswith(PREFIX + self.path)


class Faults(Struct):
    faults: Annotated[list[Fault], Meta(max_length=50)] = field(default_factory=list)

    def take(self, method: str, path: str) -> Fault | None:
        """The first that fits; one with `times` is used up by it. The controls of the sandbox never fail."""
        if path.startswith(CONTROLS):
            return None
        for fault in self.faults:
            if fault.hits(method, path):
                self._use_up(fault)
                return fault
        return None

    def _use_up(self, fault: Fault) -> None:
        if fault.times is None:
            return
        if fault.times == 1:
            self.faults.remove(fault)
        else:
            fault.times -= 1
