"""kill -9, pause and forget, at random moments and at named points: each boundary where a message leaves or arrives."""

from __future__ import annotations

import asyncio
import re
import signal
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from deploy import sessions
from faults.cast import WEBS, WORKERS, Cast, send
from faults.gate import Passing
from faults.plan import Plan


class Point(NamedTuple):
    """gate: its family, or its whole name. body: what the message must hold. victim: `caller` is who sent the message."""

    name: str
    gate: str
    moment: str
    method: str
    path: str
    body: bytes = b""
    victim: str = "caller"


ORDERS, NOTICE, NOTICES = r"/v1/payment-orders$", r"/v1/payment-orders/[^/]+/notices/", r"/v1/payment-orders/[^/]+/notices$"
POINTS = (
    Point("web: a price is asked", "backend@web", "before", "POST", "/v1/payment-quotes"),
    Point("web: a price was given", "backend@web", "after", "POST", "/v1/payment-quotes"),
    Point("web: an order goes out", "backend@web", "before", "POST", ORDERS),
    Point("web: an order was taken", "backend@web", "after", "POST", ORDERS),
    Point("web: a screen was stored, not read", "front@web", "after", "POST", "/ussd/"),
    Point("web: a webhook arrives", "hooks@backend", "before", "POST", "/hooks/backend", victim="web"),
    Point("web: a webhook was taken", "hooks@backend", "after", "POST", "/hooks/backend", victim="web"),
    Point("worker: just after the pop", "backend@jobs", "before", "PUT", NOTICES),
    Point("worker: a notice is in its hands", "backend@jobs", "after", "PUT", NOTICES),
    Point("worker: an SMS goes out", "sms@jobs", "before", "POST", "/version1/messaging"),
    Point("worker: an SMS went, unknown to it", "sms@jobs", "after", "POST", "/version1/messaging"),
    Point("worker: it reports an SMS", "backend@jobs", "before", "PUT", NOTICE, b"sent"),
    Point("worker: it has reported an SMS", "backend@jobs", "after", "PUT", NOTICE, b"sent"),
    Point("sweep: it looks", "backend@sweep", "after", "GET", "/v1/payment-orders/due"),
    Point("sweep: an SMS went, unknown to it", "sms@sweep", "after", "POST", "/version1/messaging"),
    Point("Redis: a screen is on its way", "front@web", "before", "POST", "/ussd/", victim="redis"),
    Point("Redis: an order goes out", "backend@web", "before", "POST", ORDERS, victim="redis"),
    Point("Redis: an order was taken", "backend@web", "after", "POST", ORDERS, victim="redis"),
    Point("Redis: a webhook arrives", "hooks@backend", "before", "POST", "/hooks/backend", victim="redis"),
    Point("Redis: a job is at work", "backend@jobs", "before", "PUT", NOTICES, victim="redis"),
)
MANNERS = {
    "web": ("all", "one process", "pause"),
    "jobs": ("child", "parent", "both", "pause"),
    "sweep": ("all",),
    "redis": ("all", "all", "forget", "pause"),
}
EVERYBODY = (*WEBS, *WORKERS, *WORKERS, "sweep", "redis", "redis")
WAIT_FOR_POINT, BETWEEN = 4.0, (0.3, 1.6)
NAMED = 0.65


class Strikes:
    """`fallen`: how often each was struck, by where and how."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._chance = plan.chance("strikes")
        self._armed: tuple[Point, str] | None = None
        self._struck = asyncio.Event()
        self._pauses: set[asyncio.Task[None]] = set()
        self.cast: Cast | None = None
        self.fallen: Counter[str] = Counter()

    async def watch(self, passing: Passing) -> None:
        """At every gate, for every message: is this where somebody dies?"""
        if self._armed is None:
            return
        point, manner = self._armed
        here = passing.gate.startswith(point.gate) and passing.moment == point.moment and passing.method == point.method
        if not here or not re.match(point.path, passing.path) or point.body not in passing.body:
            return
        self._armed = None
        caller = passing.gate.partition("@")[2]
        victim = {"caller": caller, "web": self._chance.choice(WEBS)}.get(point.victim, point.victim)
        await self._strike(victim, manner, point.name)
        self._struck.set()

    async def fall(self, kills: int) -> None:
        """So many, one after the other."""
        while sum(self.fallen.values()) < kills:
            await asyncio.sleep(self._chance.uniform(*BETWEEN))
            if self._chance.random() < NAMED:
                await self._at_a_point()
            else:
                victim = self._chance.choice(EVERYBODY)
                await self._strike(victim, self._manner(victim), "any moment")

    async def _at_a_point(self) -> None:
        point = self._chance.choice(POINTS)
        kind = point.gate.partition("@")[2] if point.victim == "caller" else point.victim
        self._struck.clear()
        self._armed = point, self._manner(kind)
        try:
            await asyncio.wait_for(self._struck.wait(), WAIT_FOR_POINT)
        except TimeoutError:
            self._armed = None

    def _manner(self, victim: str) -> str:
        return self._chance.choice(MANNERS[victim.partition("-")[0]])

    async def _strike(self, victim: str, manner: str, where: str) -> None:
        assert self.cast is not None
        actor = self.cast.actors[victim]
        if actor.restart_at is not None or actor.has_ended():
            return
        pid = actor.process.pid
        if manner == "forget":
            await _forget_all(self.cast.socket)
        elif manner == "pause":
            self._pause(pid)
        else:
            for process in _victims(pid, manner):
                send(process, signal.SIGKILL)
        self.fallen[f"{where} | {victim.partition('-')[0]}, {manner}"] += 1

    def _pause(self, pid: int) -> None:
        stopped = sessions.members({pid})
        for process in stopped:
            send(process, signal.SIGSTOP)
        task = asyncio.create_task(_resume(stopped, self._chance.uniform(0.5, 5.0)))
        self._pauses.add(task)
        task.add_done_callback(self._pauses.discard)


async def _resume(stopped: list[int], seconds: float) -> None:
    try:
        await asyncio.sleep(seconds)
    finally:
        for process in stopped:
            send(process, signal.SIGCONT)


def _victims(pid: int, manner: str) -> list[int]:
    children = [int(child) for child in _read(Path(f"/proc/{pid}/task/{pid}/children")).split()]
    if manner in {"child", "one process"} and children:
        return children
    if manner == "parent":
        return [pid]
    return [pid, *children, *sessions.members({pid})]


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


async def _forget_all(socket: Path) -> None:
    try:
        async with asyncio.timeout(1.0):
            reader, writer = await asyncio.open_unix_connection(str(socket))
            writer.write(b"FLUSHALL\r\n")
            await reader.readline()
            writer.close()
    except (OSError, TimeoutError):
        return
