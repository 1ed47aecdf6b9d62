"""One run from the first process to the last: people pay, things break, all is let come to rest, and the books are compared."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, NamedTuple

from deploy.parts import SANDBOX_FILE
from faults import costs
from faults.books import Books, read_books, still_open
from faults.cast import WEBS, Cast
from faults.checker import Checker, Violation
from faults.crowd import Member, settle_in
from faults.history import History
from faults.outages import close_at_times
from faults.payer import Intent, Payer
from faults.phone import Door
from faults.plan import Plan
from faults.sms_sink import SmsSink
from faults.strikes import Strikes
from faults.wallet_hand import WalletHand
from faults.weather import Weather

# Longer than an order may take and a notice may lie in dead hands; a busy machine that still comes nearer to rest is given longer.
STUCK_AFTER, REST_WITHIN = 150.0, 1800.0
SAY_EVERY = 10.0
# Some look later what became of it; for some members a relative pays too, at the same moment.
LOOK, RELATIVE, LOOK_AFTER = 0.25, 0.25, (1.0, 6.0)
LONGEST = 6 * 3600.0


class Result(NamedTuple):
    plan: Plan
    books: Books
    checker: Checker
    violations: list[Violation]
    history: History
    fallen: dict[str, int]
    weather: dict[str, int]
    intents: int
    seconds: float
    rested: float
    costs: dict[str, float]


class Run:
    """folder: where its data lies, and the history of what everybody was told."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan = plan
        self._folder = folder
        self._database = folder / SANDBOX_FILE
        self._history = History(folder / "history.jsonl")
        self._strikes = Strikes(plan)
        self._weather = Weather(plan)
        self._sink = SmsSink(self._history.sms)
        self._cast = Cast(folder, self._weather, self._strikes.watch, self._sink)
        self._strikes.cast = self._cast
        self._intents: dict[str, str] = {}
        self._looks: set[asyncio.Task[None]] = set()
        self._done = 0
        self._begun = time.monotonic()

    async def play(self) -> Result:
        """Bounded in time, whatever happens. Leaves no process."""
        await self._sink.open()
        try:
            async with asyncio.timeout(LONGEST):
                await self._cast.enter()
                crowd = await asyncio.to_thread(settle_in, self._database, self._plan.intents)
                return await self._act(crowd)
        finally:
            self._history.close()
            await asyncio.to_thread(self._cast.leave)

    async def _act(self, crowd: list[Member]) -> Result:
        hand = WalletHand(self._plan, self._cast.ports["wallet"], self._cast.ports["backend"], self._database)
        await hand.set_rates()
        self._begun, before = time.monotonic(), costs.used(self._cast.sessions)
        always = [asyncio.create_task(one) for one in self._always(hand)]
        try:
            await self._pay(crowd)
            acted = time.monotonic() - self._begun
            self._weather.calm = True
            rested = await self._rest()
            spent = {name: seconds - before.get(name, 0.0) for name, seconds in costs.used(self._cast.sessions).items()}
        finally:
            for task in always:
                task.cancel()
            await asyncio.gather(*always, return_exceptions=True)
        return await self._compare(acted, rested, spent)

    def _always(self, hand: WalletHand) -> list[Coroutine[Any, Any, None]]:
        outages = close_at_times(self._cast.gates["wallet@backend"], self._weather, self._plan)
        return [self._cast.bring_back(), hand.answer_prompts(), hand.forge(), self._weather.blow(), outages, self._say()]

    async def _pay(self, crowd: list[Member]) -> None:
        """Until everybody has, or as many were struck as should be."""
        strikes = asyncio.create_task(self._strikes.fall(self._plan.kills))
        room = asyncio.Semaphore(self._plan.at_once)
        paying: set[asyncio.Task[None]] = set()
        for member in crowd:
            if self._plan.until_struck and strikes.done():
                break
            await self._next_one(member.place)
            await room.acquire()
            task = asyncio.create_task(self._live(member, room))
            paying.add(task)
            task.add_done_callback(paying.discard)
        await asyncio.gather(*paying)
        strikes.cancel()
        await asyncio.gather(strikes, return_exceptions=True)
        await asyncio.gather(*self._looks)

    async def _next_one(self, place: int) -> None:
        """At a rate, people come when they come and not when there is room."""
        if self._plan.rate:
            await asyncio.sleep(max(0.0, self._begun + place / self._plan.rate - time.monotonic()))

    async def _live(self, member: Member, room: asyncio.Semaphore) -> None:
        try:
            chance = self._plan.chance(f"life {member.place}")
            alone = self._plan.steady or chance.random() >= RELATIVE
            phones = [member.msisdn] if alone else [member.msisdn, member.relative]
            intent = Intent(member, len(phones))
            people = [self._payer(intent, msisdn) for msisdn in phones]
            await asyncio.gather(*(person.pay() for person in people))
            if chance.random() < LOOK:
                look = asyncio.create_task(_look_later(people, chance.uniform(*LOOK_AFTER)))
                self._looks.add(look)
                look.add_done_callback(self._looks.discard)
        finally:
            self._done += 1
            room.release()

    def _payer(self, intent: Intent, msisdn: str) -> Payer:
        self._intents[msisdn] = intent.member.msisdn
        doors: list[Door] = [self._cast.gates[f"front@{name}"].carry for name in WEBS]
        return Payer(self._plan, intent, msisdn, doors, self._history)

    async def _rest(self) -> float:
        """Seconds until nothing was open any more."""
        began = nearer = time.monotonic()
        least = sys.maxsize
        while time.monotonic() < min(nearer + STUCK_AFTER, began + REST_WITHIN):
            left = sum(await asyncio.to_thread(still_open, self._database))
            if left == 0 and self._cast.all_up():
                break
            if left < least:
                least, nearer = left, time.monotonic()
            await asyncio.sleep(0.5)
        # What was handed over last may still be on its way to the sink.
        await asyncio.sleep(1.0)
        return time.monotonic() - began

    async def _compare(self, acted: float, rested: float, spent: dict[str, float]) -> Result:
        books = await read_books(self._database, self._cast.ports["wallet"], self._cast.ports["backend"])
        checker = Checker(books, self._history.statements, self._intents, self._history.keys)
        intents = len(set(self._intents.values()))
        fallen, weather = dict(self._strikes.fallen), dict(self._weather.counted)
        return Result(self._plan, books, checker, checker.violations(), self._history, fallen, weather, intents, acted, rested, spent)

    async def _say(self) -> None:
        """How far it is."""
        while True:
            await asyncio.sleep(SAY_EVERY)
            with contextlib.suppress(OSError):
                waiting, owed = await asyncio.to_thread(still_open, self._database)
                counted = self._history.counted
                line = f"{time.monotonic() - self._begun:5.0f} s{self._left()}  {len(self._intents)} payers, {counted['requests']} requests"
                line += f", {counted['replies lost']} replies lost, {sum(self._strikes.fallen.values())} struck"
                sys.stderr.write(f"{line}, {waiting} orders open, {owed} words owed, {counted['sms']} SMS\n")

    def _left(self) -> str:
        """At the pace until now, while that says anything."""
        left = self._plan.intents - self._done
        if self._plan.until_struck or not self._done or not left:
            return ""
        minutes = (time.monotonic() - self._begun) / self._done * left / 60
        return f" {self._done} of {self._plan.intents}, {minutes:.1f} min left"


async def _look_later(people: list[Payer], after: float) -> None:
    await asyncio.sleep(after)
    for person in people:
        await person.look()
