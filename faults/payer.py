"""A person who wants to pay and reads what is on the screen; one whose line drops dials again, as people do."""

from __future__ import annotations

import asyncio
import contextlib
import re

from faults.claims import Kind, claim_of
from faults.crowd import Member
from faults.history import History, Outcome
from faults.phone import Door, Phone
from faults.plan import Plan

OPTION = re.compile(r"^(\d+) (.+)$", re.MULTILINE)
PRICE = re.compile(r"^For .+, (.+): [\d,]+", re.MULTILINE)
LISTED = re.compile(r"\d: \w")
MOST_DIALS, MOST_HOPS = 8, 16
# How often somebody asks the same screen again before he puts the phone away.
MOST_TRIES = 3
MEETING = 2.5
# Who is told that the wallet is away mostly comes back, when it may be there again.
COMES_BACK, AFTER = 0.7, (0.5, 2.5)
# Choices after which a payment may be begun, beside that at the price.
GOES_ON = ("Try again", "Continue")
# What a person looks for on a screen: the words that stand there, and the choice that leads on to paying.
WAY = (
    ("Social security here", ("Pay",)),
    ("How many months", ()),
    ("Is this the person", ("Yes",)),
    ("English", ("English",)),
)


class Intent:
    """One payment that is wanted for a member, by one person or by several who do not know of each other.

    period: the months that the first price named; another price is not wanted by anybody.
    """

    def __init__(self, member: Member, people: int) -> None:
        self.member = member
        self.months = "3" if member.place % 10 == 7 else "1"
        self.period = ""
        self._all_there = asyncio.Barrier(people)

    async def meet(self) -> None:
        """All who want it confirm at the same moment, which is the worst one; who comes alone does not wait for long."""
        with contextlib.suppress(TimeoutError, asyncio.BrokenBarrierError):
            await asyncio.wait_for(self._all_there.wait(), MEETING)


class Payer:
    """Pays, and looks later what became of it."""

    def __init__(self, plan: Plan, intent: Intent, msisdn: str, doors: list[Door], history: History) -> None:
        self._plan = plan
        self._intent = intent
        self._own = msisdn == intent.member.msisdn
        self._chance = plan.chance(f"payer {msisdn}")
        self._history = history
        self._tries = 0
        self._looking = False
        self._confirmed = False
        self._priced = 0.0
        self._comes_back = False
        self._phone = Phone(msisdn, doors, history, self._chance)
        self._outcome: Outcome = "fail"

    async def pay(self) -> None:
        """Until begun, given up, or out of patience."""
        for _ in range(MOST_DIALS):
            if await self._dial():
                break
            await asyncio.sleep(self._pause(*AFTER) if self._comes_back else self._pause(0.1, 1.0))
        self._history.end(self._phone.msisdn, self._outcome)

    async def look(self) -> None:
        """What became of it, read on the phone."""
        self._looking, self._tries = True, 0
        for _ in range(2):
            if await self._dial():
                return

    async def _dial(self) -> bool:
        """False when the line dropped, or the wallet was away, and it is worth dialling again."""
        self._comes_back = False
        await self._phone.dial()
        for _ in range(MOST_HOPS):
            if not self._phone.screen:
                if self._chance.random() < 0.6:
                    return False
                await self._phone.again()
                continue
            if not self._phone.is_open:
                return self._ended()
            answer = self._answer()
            if not answer:
                return not self._comes_back
            await self._key(answer)
        return True

    async def _key(self, answer: str) -> None:
        confirming = PRICE.search(self._phone.screen) is not None
        copies = self._chance.randint(1, self._plan.most_copies) if confirming else 1
        if confirming:
            self._confirmed = True
            await self._intent.meet()
        elif self._tries:
            await asyncio.sleep(self._pause(0.3, 1.5))
        if self._confirmed and not self._looking:
            # From here on he cannot know what became of it unless he is told.
            self._outcome = "unknown"
        await self._phone.key(answer, copies, self._price_of(answer))

    def _price_of(self, answer: str) -> float | None:
        """Of a key that may begin a payment, when its price was shown: 0 where a dropped call goes on at what nobody sees here."""
        screen = self._phone.screen
        if PRICE.search(screen):
            self._priced = self._phone.shown
            return self._priced
        if not dict(OPTION.findall(screen)).get(answer, "").startswith(GOES_ON):
            return None
        return self._priced if claim_of(screen).kind is Kind.NOT_BEGUN else 0.0

    def _ended(self) -> bool:
        if claim_of(self._phone.screen).kind is Kind.BEGUN:
            self._outcome = "ok"
            return True
        return False

    def _answer(self) -> str:
        """What he keys; "" when he puts the phone away."""
        screen = self._phone.screen
        if screen.startswith("You were here"):
            return self._option("Continue" if not self._looking and self._chance.random() < 0.6 else "Main menu")
        if screen.startswith("Pay by mobile money"):
            return self._option("My payments" if self._looking else "For me" if self._own else "For somebody else")
        if screen.startswith("Type the member number"):
            return self._intent.member.number
        if screen.startswith("How many months"):
            return self._option(self._intent.months)
        for words, labels in WAY:
            if words in screen:
                return self._option(*labels)
        return self._look_closer(screen) if self._looking else self._decide(screen)

    def _decide(self, screen: str) -> str:
        if price := PRICE.search(screen):
            self._intent.period = self._intent.period or price[1]
            return self._option("Pay with") if self._intent.period == price[1] else ""
        claim = claim_of(screen)
        if claim.kind in {Kind.NOTHING_TAKEN, Kind.NOT_BEGUN}:
            self._outcome = "fail"
        if screen.startswith("The wallet is not answering"):
            self._comes_back = self._chance.random() < COMES_BACK
            return ""
        if claim.kind is Kind.UNDER_WAY:
            return self._option("My payments")
        if claim.kind is Kind.WAITING:
            return ""
        return self._try()

    def _try(self) -> str:
        self._tries += 1
        return self._option("Try again", "Look again", "Main menu") if self._tries <= MOST_TRIES else ""

    def _look_closer(self, screen: str) -> str:
        if not screen.startswith("Payments") or self._tries:
            return ""
        self._tries = 1
        return next((number for number, said in OPTION.findall(screen) if LISTED.search(said)), "")

    def _option(self, *labels: str) -> str:
        """The number of the first choice that begins so; "" when there is none."""
        choices = OPTION.findall(self._phone.screen)
        return next((number for label in labels for number, said in choices if said.startswith(label)), "")

    def _pause(self, least: float, most: float) -> float:
        return self._chance.uniform(least, most)
