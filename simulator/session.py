"""One dialled session as the operator keeps it: who, what was typed so far, and the last exchange."""

import secrets
from dataclasses import asdict, dataclass, field
from typing import Literal
from urllib.parse import urlencode

from simulator.sizes import Size

# What Africa's Talking's own sandbox sends; there is no operator behind a pretend number.
NETWORK_CODE = "99999"

State = Literal["continue", "ended", "failed"]


@dataclass(frozen=True)
class Problem:
    """code: unreachable, deadline, refused, empty or malformed; detail: for the person who runs the service."""

    code: str
    detail: str


@dataclass(frozen=True)
class Hop:
    """One message to the service and what came of it. took_ms: what the service needed, the radio not counted."""

    session: str
    number: int
    state: State
    screen: str
    request: dict[str, str]
    status: int
    reply: str
    size: Size | None
    took_ms: float
    repeated: bool = False
    identical: bool | None = None
    problem: Problem | None = None

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass
class Session:
    msisdn: str
    service_code: str
    started: float
    history: list[str] = field(default_factory=list)
    hops: int = 0
    last_body: bytes = b""
    last: Hop | None = None
    open: bool = True
    id: str = field(default_factory=lambda: f"ATUid_{secrets.token_hex(16)}")

    @property
    def text(self) -> str:
        """Everything typed since the code was dialled, as every request repeats it."""
        return "*".join(self.history)

    def fields(self) -> dict[str, str]:
        return {
            "sessionId": self.id,
            "phoneNumber": self.msisdn,
            "networkCode": NETWORK_CODE,
            "serviceCode": self.service_code,
            "text": self.text,
        }

    def body(self) -> bytes:
        return urlencode(self.fields()).encode("ascii")


def dialled(code: str, service_code: str) -> list[str] | None:
    """What a dialled string already answers: [] for *149#, ["1*2"] for *149*1*2#, None for another service's code."""
    if code == service_code:
        return []
    stem = service_code[:-1]
    if code.startswith(f"{stem}*") and code.endswith("#"):
        return [code[len(stem) + 1 : -1]]
    return None
