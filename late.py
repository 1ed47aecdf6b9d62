"""Answers that came too late for a screen, told by SMS: what a job needs of flows and jobs at once, which do not import each other.

The web process seals what is to be done and wakes a job with an opaque name; the job reads again, with more time, and sends
what the screen would have said, as far as an SMS may say it. See docs/decisions/late-answers.md.
"""

from __future__ import annotations

import time
from contextlib import suppress
from functools import partial
from typing import Final

import msgspec

from asking import bind
from backend_client.errors import Refused, Unavailable
from channels.desk import Promise
from engine import again
from engine.call import Call
from engine.encoding import segments
from engine.flow import Late
from engine.late import decode
from engine.registry import Flows
from engine.text import use_locale
from flows import all_flows
from jobs import late_words
from jobs.machine import Machine, machine
from jobs.messages import Outgoing, Priority
from jobs.owed import Owed
from jobs.reminder_words import dialled
from settings import Settings

TRIES, TRY_SECONDS = 2, 20.0
MOST_SEGMENTS: Final = 3
# Where each flow is in the main menu, for "dial ... to see it".
MENU: Final = {"hospital": "1", "contributions": "2", "benefits": "3", "claims": "4", "book": "6"}


class Kept(msgspec.Struct):
    """Whom to tell, and what is wanted (engine/late.py)."""

    person: str
    wanted: bytes


def promise_by(settings: Settings) -> Promise:
    """What a desk promises by."""
    owed = _owed(settings)

    def promise(name: str, person: str, wanted: bytes) -> bool:
        return owed.promise(answer, name, msgspec.msgpack.encode(Kept(person, wanted)))

    return promise


def answer(name: str) -> None:
    """Tells one promised answer, once. Raises RedisError and NotYet: then it is run again."""
    parts = machine()
    owed = _owed(parts.settings)
    if blob := owed.read(name):
        kept = msgspec.msgpack.decode(blob, type=Kept)
        text = _text(parts, kept, all_flows())
        owed.tell(parts, name, Outgoing(kept.person, text, Priority.REPLY, "late_answer", f"late:{name}", asked=True))


def _owed(settings: Settings) -> Owed:
    return Owed(settings, kept="a", told="at")


def _text(parts: Machine, kept: Kept, flows: Flows) -> str:
    """The SMS, in the language of the conversation."""
    code = parts.settings.service_code
    wanted = decode(kept.wanted)
    use_locale(wanted.session.locale)
    # "" for a flow that has no place of its own in the menu.
    dial = dialled(code, *filter(None, [MENU.get(wanted.flow, "")]))
    for _try in range(TRIES):
        with suppress(Unavailable):
            return _told(parts, kept, flows, dial)
    return late_words.did_not_come(dial)


def _told(parts: Machine, kept: Kept, flows: Flows, dial: str) -> str:
    """Raises Unavailable."""
    wanted = decode(kept.wanted)
    call = Call(wanted.session, partial(bind, parts.client, time.monotonic() + TRY_SECONDS), person=kept.person, time=time.time())
    words = again.answer(flows, call, wanted)
    try:
        values = call.backend.preferences.read()
    except Refused:
        return late_words.ready(dial)
    if values.discreet:
        return late_words.discreet(parts.settings.service_code)
    late = flows.step(wanted.flow, wanted.step).late
    may_say = late is Late.WORDS or (late is Late.AMOUNTS and values.sms_amounts)
    text = f"LSSO: {words}"
    # Longer than that nobody reads it as an SMS, nor should pay for it.
    return text if words and may_say and segments(text) <= MOST_SEGMENTS else late_words.ready(dial)
