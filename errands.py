"""What a worker does that needs channels, flows and jobs at once, none of which imports another: answering SMS.

The functions are run by RQ, by name, with one opaque id. `jobs/__main__.py` loads this before it forks, and `jobs/sweep.py`
runs `look_again`; they are the two programs of `jobs`, and nothing else in it imports this.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Final, NamedTuple

from msgspec.structs import replace

from assembly import make_inbox, make_sms_desk
from channels import records
from channels.sms import keywords
from channels.sms.desk import SmsDesk
from channels.sms.inbox import Inbox, Kept
from channels.wire import Away, Wire
from flows import all_flows
from jobs import replies
from jobs.machine import machine
from jobs.queue import REPLIES, connect, open_queue, wake
from jobs.sending import NotSent

# Once, and once more by whoever finds that the first may have died in the middle of it.
MOST_SENDINGS: Final = 2

# Hands a text to the way out for SMS; raises NotSent.
Send = Callable[[str, str], None]


class Errands(NamedTuple):
    """What answering needs, made once in each process."""

    desk: SmsDesk
    inbox: Inbox


@cache
def errands() -> Errands:
    """Raises SettingsError when something is missing, TableError when the words cannot be used."""
    parts = machine()
    # A table that cannot be used is found at the start, and read once for all forks.
    keywords.words()
    settings, wire = parts.settings, Wire(parts.settings.redis_url)
    queue = open_queue(connect(settings.redis_url), REPLIES)
    inbox = make_inbox(settings, wire, lambda name: wake(queue, answer_sms, name))
    return Errands(make_sms_desk(settings, wire, parts.client, all_flows()), inbox)


def answer_sms(name: str) -> None:
    """Answers one message."""
    answer(errands(), partial(replies.send, name), name)


def answer(parts: Errands, send: Send, name: str) -> None:
    """Answers one message. Run again it sends the reply that was made the first time, at most once more."""
    desk, inbox = parts
    kept = inbox.claim(name)
    if kept is None:
        return
    if not kept.reply:
        if inbox.flooding(kept.message.sender):
            inbox.finish(name)
            return
        if keywords.read(kept.message.text).intent == "start":
            replies.opt_in(kept.message.sender)
        reply = desk.reply(kept.message)
        # From here on its words are not needed: what may be a PIN is nowhere any more.
        kept = Kept(replace(kept.message, text=""), reply)
        inbox.note(name, kept)
    _hand_over(inbox, send, name, kept)


def _hand_over(inbox: Inbox, send: Send, name: str, kept: Kept) -> None:
    if kept.sent >= MOST_SENDINGS:
        inbox.finish(name)
        return
    kept.sent += 1
    # Before and after: who dies in between leaves a mark that says that it may have gone.
    inbox.note(name, kept)
    try:
        send(kept.message.sender, kept.reply)
    except NotSent as failure:
        if not (failure.final or failure.may_have_gone):
            kept.sent -= 1
            inbox.note(name, kept)
            inbox.release(name)
            return
    inbox.finish(name)


def look_again() -> None:
    """Brings in what waited on disk, and wakes a job for what should have been answered by now."""
    inbox = errands().inbox
    try:
        inbox.replay()
        inbox.remind()
    except (Away, OSError) as error:
        # The next look finds the same.
        records.log.warning("sms wait", error=type(error).__name__)
