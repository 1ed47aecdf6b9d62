"""The desk over a real Redis and a small orchard of flows, spoken to without HTTP."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from backend_client import Backend
from channels.desk import Desk, Manner
from channels.sessions import Sessions
from channels.ussd.africastalking import AfricasTalking
from channels.ussd.generic import Generic
from channels.wire import Wire
from seal import Seal
from tests.engine.orchard import Orchard, orchard_flows

KEY = bytes(range(32))
# Closed after each test: the collector may meet a socket before it meets who owns it.
made: list[Wire] = []
MANNER = Manner(locale="en", hop_seconds=1.0, pretend_numbers=True)


def bind(deadline: float, token: str, key: str) -> Backend:
    """The orchard's flows call no backend."""
    return cast("Backend", None)


class Service:
    """Both gateways over one desk."""

    def __init__(self, redis_url: str, world: Orchard | None = None, manner: Manner = MANNER, keys: dict[int, bytes] | None = None) -> None:
        self.world = world or Orchard()
        # A machine under load is no fault of the store: twice the time it has in production.
        self.wire = Wire(redis_url, seconds=0.8)
        made.append(self.wire)
        self.sessions = Sessions(self.wire, Seal(keys or {1: KEY}))
        self.desk = Desk(self.sessions, orchard_flows(self.world), bind, KEY, manner)
        self.africastalking = AfricasTalking(self.desk, ("demo",))
        self.generic = Generic(self.desk, ("demo",))

    def hop(self, text: str, dial: str = "d1", person: str = "+8562010000002") -> str:
        form = {"sessionId": dial, "phoneNumber": person, "networkCode": "1", "serviceCode": "*149#", "text": text}
        answer = self.africastalking.handle("", urlencode(form).encode())
        assert answer.status == "200 OK"
        return answer.body.decode()
