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


class Weather:
    """`calm` ends all of it: what is under way may then settle."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._chance = plan.chance("weather")
        self._storm: Fault | None = None
        self.calm = False
        self.storms = 0
        self.counted: dict[str, int] = {}

    def draw(self, gate: str) -> Fault | None:
        """gate: `front@web-1`, `backend@jobs-2`, ... Says what happens to the message that is passing it."""
        fault = None if self.calm else self._drawn(gate.partition("@")[0])
        if fault:
            self.counted[fault.kind] = self.counted.get(fault.kind, 0) + 1
        return fault

    def _drawn(self, family: str) -> Fault | None:
        draw = self._chance.random()
        if family == "front":
            lost = self._plan.lost_replies
            return LOST_REPLY if draw < lost else RESET if draw < lost * 1.2 else Fault("delay", 0.3) if draw < lost * 1.4 else None
        if family == "hooks" and self._plan.lost_replies:
            return LOST_REPLY if draw < 0.04 else RESET if draw < 0.08 else None
        if family != "backend" or not self._plan.storms:
            return None
        return self._storm or (self._chance.choice(STORMS) if draw < SINGLE else None)

    async def blow(self) -> None:
        """Until cancelled."""
        while self._plan.storms:
            await asyncio.sleep(self._chance.uniform(*CALM_BETWEEN))
            self._storm = self._chance.choice(STORMS)
            self.storms += 1
            await asyncio.sleep(self._chance.uniform(*STORM_LASTS))
            self._storm = None
