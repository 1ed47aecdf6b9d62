"""A phone behind Africa's Talking: what was typed so far goes over HTTP, once or many times at once, to whichever web process."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlencode

from faults.history import History, Key
from faults.messages import LOST, Message, request_of

PATH = "/ussd/africastalking/demo"
FORM = "application/x-www-form-urlencoded"
# What a gateway waits for a reply.
PATIENCE = 9.0
# The gate before a web process. Raises one of LOST.
Door = Callable[[Message], Awaitable[Message]]


class Phone:
    """doors: the gates before the web processes. `screen`: what is shown now, "" when the line was dropped; `shown`: since when."""

    def __init__(self, msisdn: str, doors: Sequence[Door], history: History, chance: random.Random) -> None:
        self.msisdn = msisdn
        self._doors = doors
        self._history = history
        self._chance = chance
        self._dials = 0
        self._session = ""
        self._typed = ""
        self._asked = 0.0
        self.shown = 0.0
        self.screen = ""
        self.is_open = False

    async def dial(self) -> None:
        self._dials += 1
        self._session = f"{self.msisdn[-6:]}-{self._dials}-{self._chance.getrandbits(40):x}"
        self._typed, self._asked = "", time.time()
        await self._send(1)

    async def key(self, answer: str, copies: int = 1, priced: float | None = None) -> None:
        """copies: how often the network sends it, all at once. priced: of one that may begin a payment, when its price was shown."""
        self._typed, self._asked = f"{self._typed}*{answer}" if self._typed else answer, time.time()
        if priced is not None:
            self._history.keyed(self.msisdn, Key(self._asked, priced))
        await self._send(copies)

    async def again(self) -> None:
        """The network repeats what it had no answer to."""
        await self._send(1)

    async def _send(self, copies: int) -> None:
        replies = await asyncio.gather(*(self._post(self._chance.choice(self._doors)) for _ in range(copies)))
        came = [reply for reply in dict.fromkeys(replies) if reply]
        if len(came) > 1:
            self._history.counted["copies answered in different words"] += 1
        for reply in came:
            self._history.hear(self.msisdn, "screen", reply[4:], asked=self._asked)
        # A phone shows one of them; that one came first is as good as any.
        shown = came[0] if came else ""
        self.shown = time.time()
        self.is_open, self.screen = shown.startswith("CON "), shown[4:]

    async def _post(self, door: Door) -> str:
        form = {"sessionId": self._session, "phoneNumber": self.msisdn, "networkCode": "45702", "serviceCode": "*149#", "text": self._typed}
        self._history.counted["requests"] += 1
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await door(request_of("POST", PATH, urlencode(form).encode(), FORM))
        except LOST:
            self._history.counted["replies lost"] += 1
            return ""
        said = answer.body.decode()
        if answer.status != 200 or not said.startswith(("CON ", "END ")):
            self._history.counted["not a screen"] += 1
            return ""
        return said
