"""The one path every message takes: load, answer, store, and only then reply."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from channels import history, records
from channels.drawing import draw
from channels.hold import Bind, Hold
from channels.inbound import Inbound, Reply
from channels.sessions import Busy, Overtaken, Sessions, Taken
from channels.stored import Stored
from channels.wire import Away
from engine import runner
from engine.call import Call, Genuine, never_sent
from engine.encoding import Budget
from engine.registry import Flows
from engine.session import Session
from engine.text import _, use_locale

if TYPE_CHECKING:
    pass

# A name of the message's own, the number to tell, and what is wanted (engine/late.py).
Promise = Callable[[str, str, bytes], bool]


# How many earlier dials, and messages of this one, a gateway may still repeat.
FORMER, MESSAGES = 4, 8


class Manner(NamedTuple):
    """How this service answers.

    hop_seconds: within which the backend must have answered. service_code: what people dial.
    pretend_numbers: whether +856 20 10xx xxxx is served; never in production. genuine: whether an SMS came from here.
    promise: has an answer that took too long told later, and says whether it will be; None where none is.
    """

    service_code: str = "*149#"
    locale: str = "lo"
    hop_seconds: float = 2.6
    pretend_numbers: bool = False
    genuine: Genuine = never_sent
    promise: Promise | None = None


class Desk:
    """Answers messages. Whatever happens, the caller gets a valid reply."""

    # As the backend names it.
    channel = "ussd"

    def __init__(self, sessions: Sessions, flows: Flows, bind: Bind, hash_key: bytes, manner: Manner = Manner()) -> None:  # noqa: B008
        self._sessions = sessions
        self._flows = flows
        self._bind = bind
        self._keyed = blake2b(key=hash_key, digest_size=16)
        self._manner = manner

    def answer(self, inbound: Inbound, budget: Budget) -> Reply:
        """One message in, one reply out; a repeated message gets its first reply, byte for byte."""
        started = time.monotonic()
        use_locale(self._manner.locale)
        if not inbound.dial:
            return self._sorry()
        if inbound.person.startswith("+8562010") and not self._manner.pretend_numbers:
            return self._last_word(_("This number cannot use the service."))
        try:
            return self._attempt(inbound, budget, started)
        except Away:
            records.store_failures.inc()
            return self._sorry()
        except Busy:
            return self._sorry()

    def conversation(self, inbound: Inbound) -> str:
        """The name of a conversation: a keyed hash, so that Redis holds no numbers."""
        source = f"{self.channel}\0{inbound.person}" if inbound.person else f"{inbound.gateway}\0{inbound.dial}"
        keyed = self._keyed.copy()
        keyed.update(source.encode("utf-8", "replace"))
        return keyed.hexdigest()

    def _attempt(self, inbound: Inbound, budget: Budget, started: float) -> Reply:
        """With the conversation as it was left here, when nothing has come between; else as it lies in Redis."""
        name = self.conversation(inbound)
        recalled = self._sessions.recall(name)
        if recalled is not None:
            try:
                return self._take_up(inbound, recalled, budget, started)
            except Overtaken:
                # Nothing was done but to draw a screen.
                pass
        return self._take_up(inbound, self._sessions.take(name, self._manner.hop_seconds), budget, started)

    def _take_up(self, inbound: Inbound, taken: Taken, budget: Budget, started: float) -> Reply:
        message = history.identity(inbound)
        stored = taken.stored or Stored(Session())
        # An operator's session numbers come round again: what says that it is a new dial is one.
        if inbound.dial in stored.former and not inbound.first:
            self._sessions.free(taken)
            return self._last_word(_("Dial %(code)s again.", code=self._manner.service_code))
        fresh = stored.dial != inbound.dial or inbound.first
        text = None if fresh else history.new_input(stored, inbound, message)
        if (not fresh and text is history.REPEATED) or (message and message in stored.messages):
            self._sessions.free(taken)
            records.repeats.inc()
            return Reply(stored.reply, stored.more)
        if fresh:
            # Gateways use their session ids again: what is created in one dial is not another's repeat.
            stored.nonce = taken.token.decode()
        try:
            reply = self._run(
                inbound, Hold(self._sessions, taken, self._bind, started + self._manner.hop_seconds), stored, message, text, budget
            )
        except (Overtaken, Away):
            raise
        except Exception as error:  # noqa: BLE001 - the one catch-all: the caller keeps her place
            stored = self._sessions.again(taken) or Stored(Session())
            reply = self._apologise(records.unexpected(error, inbound.gateway), stored)
        if self._sessions.store(taken, self._note(stored, inbound, message, reply)):
            return reply
        return self._overtaken(taken, message)

    def _run(self, inbound: Inbound, hold: Hold, stored: Stored, message: bytes, text: str | None, budget: Budget) -> Reply:
        session = stored.session
        session.locale = session.locale or self._manner.locale
        call = Call(
            session,
            hold.backend,
            person=inbound.person,
            channel=self.channel,
            seed=f"{stored.nonce}:{message.hex() or time.time_ns()}",
            time=time.time(),
        )
        call.marks = hold
        call.before = hold.taken.shown
        call.service_code = self._manner.service_code
        call.genuine = self._manner.genuine
        call.answers_late = call.channel == "ussd" and bool(inbound.person and self._manner.promise)
        view = self._view(call, inbound, text)
        if call.late and not self._promised(call):
            return self._sorry()
        session.touched = call.time
        hold.taken.shown = view
        pages = draw(view, budget)
        session.pages = len(pages)
        session.page = min(session.page, len(pages) - 1)
        return Reply(pages[session.page], more=not session.ended)

    def _view(self, call: Call, inbound: Inbound, text: str | None) -> runner.View:
        """What is shown for a message; text: None for the first of a dial."""
        if text is not None:
            return runner.answer(self._flows, call, text)
        call.dialled = inbound.text.split("*") if inbound.text else []
        return runner.begin(self._flows, call)

    def _promised(self, call: Call) -> bool:
        """Before the reply is stored: what a caller was promised is kept, or she is not promised it."""
        keyed = self._keyed.copy()
        keyed.update(call.seed.encode())
        return self._manner.promise is not None and self._manner.promise(keyed.hexdigest(), call.person, call.late)

    def _note(self, stored: Stored, inbound: Inbound, message: bytes, reply: Reply) -> Stored:
        """The conversation as it is stored. In place: what it was before lies in Redis."""
        if stored.dial and stored.dial != inbound.dial:
            stored.former = (*stored.former, stored.dial)[-FORMER:]
        stored.dial, stored.message, stored.reply, stored.more = inbound.dial, message, reply.text, reply.more
        stored.length = len(inbound.text) if inbound.cumulative else 0
        stored.messages = (*stored.messages, message)[-MESSAGES:] if message else ()
        return stored

    def _overtaken(self, taken: Taken, message: bytes) -> Reply:
        """The lock passed on while this message was answered: the reply that was stored is the one that counts."""
        now = self._sessions.read(taken)
        if now is not None and message and now.message == message:
            return Reply(now.reply, now.more)
        return self._sorry()

    def _apologise(self, code: str, stored: Stored) -> Reply:
        use_locale(stored.session.locale or self._manner.locale)
        return self._last_word(_("Something went wrong. Code %(code)s. Dial %(dial)s to go on.", code=code, dial=self._manner.service_code))

    def _sorry(self) -> Reply:
        return self._last_word(_("Sorry, this is not working just now. Please dial %(code)s again soon.", code=self._manner.service_code))

    def _last_word(self, text: str) -> Reply:
        return Reply(text, more=False)
