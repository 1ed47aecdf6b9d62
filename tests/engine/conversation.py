"""A conversation with flows, without any channel: what is typed goes in, the drawn page comes out."""

from __future__ import annotations

import time
from typing import cast

import msgspec

from backend_client import Backend
from channels.drawing import draw
from engine import runner
from engine.call import Call
from engine.encoding import Budget
from engine.registry import Flows
from engine.session import Session

WIDE = Budget(septets=160, units=70)


class Conversation:
    """One caller. The session is packed and unpacked between messages, as a store does."""

    def __init__(self, flows: Flows, budget: Budget = WIDE) -> None:
        self.flows = flows
        self.budget = budget
        self.packed = msgspec.msgpack.encode(Session(locale="en"))
        self.now = time.time()
        self.page = ""
        self.seeds: list[str] = []
        self.messages = 0

    @property
    def session(self) -> Session:
        return msgspec.msgpack.decode(self.packed, type=Session)

    def dials(self, *inputs: str) -> Conversation:
        return self._hears(None, list(inputs))

    def sends(self, text: str) -> Conversation:
        return self._hears(text, [])

    def sees(self, *texts: str) -> Conversation:
        for text in texts:
            assert text in self.page, f"{text!r} is not on the page:\n{self.page}"
        return self

    def does_not_see(self, *texts: str) -> Conversation:
        for text in texts:
            assert text not in self.page, f"{text!r} is on the page:\n{self.page}"
        return self

    def waits(self, seconds: float) -> Conversation:
        self.now += seconds
        return self

    def _hears(self, text: str | None, inputs: list[str]) -> Conversation:
        session = self.session
        self.messages += 1
        call = Call(session, self._bind, person="+8562010000002", seed=f"m{self.messages}", time=self.now)
        call.dialled = inputs
        view = runner.begin(self.flows, call) if text is None else runner.answer(self.flows, call, text)
        pages = draw(view, self.budget)
        session.pages, session.touched = len(pages), self.now
        session.page = min(session.page, len(pages) - 1)
        self.page = pages[session.page]
        self.packed = msgspec.msgpack.encode(session)
        return self

    def _bind(self, token: str, seed: str) -> Backend:
        """There is no backend here: the flows under test note under which key they would have called it."""
        self.seeds.append(seed)
        return cast("Backend", None)
