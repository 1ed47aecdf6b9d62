"""What goes wrong with which message: single faults drawn by the seed, and storms that last for seconds."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Literal

from faults.plan import Plan

Kind = Literal["delay", "refuse", "acted_then_error", "reset", "lose_reply", "blackhole", "slow_reply", "truncate"]


@dataclass(frozen=True)
class Fault:
    """seconds: how long it holds a message up. status: what is answered instead."""

    kind: Kind
    seconds: float = 0.0
    status: int = 503


LOST_REPLY, RESET = Fault("lose_reply"), Fault("reset")
STORMS = (
    Fault("refuse", status=503), Fault("refuse", status=500), Fault("slow_reply", 2.0), Fault("slow_reply", 4.0), Fault("blackhole", 6.0),
    RESET, LOST_REPLY, Fault("acted_then_error", status=502), Fault("truncate"),
)  # fmt: skip
# Of single calls to the backend, when the backend has its bad hours.
SINGLE = 0.03
CALM_BETWEEN, STORM_LASTS = (3.0, 8.0), (1.0, 4.0)
# Such a share of storms meets nothing but what begins payments: in one that meets all, nobody comes to the price.
NARROW = 0.4
ORDERS = "/v1/payment-orders"


class Weather:
    """`calm` ends all of it: what is under way may then settle."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._chance = plan.chance("weather")
        self._storm: Fault | None = None
        self._narrow = False
        self.calm = False
        self.storms = 0
        self.counted: dict[str, int] = {}

    def draw(self, gate: str, path: str) -> Fault | None:
        """gate: `front@web-1`, `backend@jobs-2`, ... Says what happens to the message that is passing it."""
        fault = None if self.calm else self._drawn(gate.partition("@")[0], path)
        if fault:
            self.count(fault.kind)
        return fault

    def count(self, kind: str) -> None:
        self.counted[kind] = self.counted.get(kind, 0) + 1

    def _drawn(self, family: str, path: str) -> Fault | None:
        draw = self._chance.random()
        if family == "front":
            lost = self._plan.lost_replies
            return LOST_REPLY if draw < lost else RESET if draw < lost * 1.2 else Fault("delay", 0.3) if draw < lost * 1.4 else None
        if family == "hooks" and self._plan.lost_replies:
            return LOST_REPLY if draw < 0.04 else RESET if draw < 0.08 else None
        if family != "backend" or not self._plan.storms:
            return None
        storm = self._storm if path == ORDERS or not self._narrow else None
        return storm or (self._chance.choice(STORMS) if draw < SINGLE else None)

    async def blow(self) -> None:
        """Until cancelled: the same storms for the same seed, however many messages pass."""
        chance = self._plan.chance("storms")
        while self._plan.storms:
            await asyncio.sleep(chance.uniform(*CALM_BETWEEN))
            self._storm, self._narrow = chance.choice(STORMS), chance.random() < NARROW
            self.storms += 1
            await asyncio.sleep(chance.uniform(*STORM_LASTS))
            self._storm = None
