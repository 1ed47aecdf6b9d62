"""What a worker does that needs channels, flows and jobs at once, none of which imports another: answering SMS, and opt-outs.

The functions are run by RQ, by name, with one opaque id. `jobs/__main__.py` loads this before it forks, and `jobs/sweep.py`
runs `look_again` and `opt_outs`; they are the two programs of `jobs`, and nothing else in it imports this.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from msgspec.structs import replace
from redis import RedisError

from asking import ask
from assembly import make_inbox, make_sms_desk
from channels import records
from channels.sms import keywords
from channels.sms.desk import SmsDesk
from channels.sms.inbox import Inbox
from channels.sms.lines import Held, Kept, Lines, Turn
from channels.wire import Away, Wire
from flows import all_flows
from jobs import replies
from jobs.handing import NotYet
from jobs.machine import machine
from jobs.queue import REPLIES, connect, open_queue, wake
from jobs.sending import NotSent

# Once, and once more by whoever finds that the first may have died in the middle of it.
MOST_SENDINGS: Final = 2

# What was tried so often without end lets those behind it pass, and is tried again after them.
HOLDS_UP: Final = 10

# Hands a message's name, a number and a text to the way out for SMS; raises NotSent.
Send = Callable[[str, str, str], None]


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
    inbox = make_inbox(settings, wire, lambda line: wake(queue, answer_sms, line))
    return Errands(make_sms_desk(settings, wire, parts.client, all_flows()), inbox)


def answer_sms(line: str) -> None:
    """Answers all that one person sent, in the order in which it came."""
    answer(errands(), replies.send, line)


def answer(parts: Errands, send: Send, line: str) -> None:
    """Answers whoever stands in this line, unless another worker has it in hand. Run again it sends the replies that were made the
    first time, each at most once more."""
    lines = parts.inbox.lines
    while held := lines.hold(line):
        over = _work(parts, send, held)
        if not (lines.let_go(held) and over):
            return


def _work(parts: Errands, send: Send, held: Held) -> bool:
    """Whether all went; where one cannot leave now, those after it wait with it."""
    lines = parts.inbox.lines
    while turn := lines.first(held):
        turn.kept.tries += 1
        lines.note(turn.name, turn.kept)
        if turn.kept.tries % HOLDS_UP == 0:
            lines.put_last(held, turn.name)
        elif not _answered(parts, send, held, turn):
            return False
    return True


def _answered(parts: Errands, send: Send, held: Held, turn: Turn) -> bool:
    """Whether it is over."""
    desk, inbox = parts
    name, kept = turn
    if not kept.reply:
        if inbox.flooding(kept.message.sender):
            inbox.lines.finish(held, name)
            return True
        if keywords.read(kept.message.text).intent == "start":
            replies.opt_in(kept.message.sender)
        reply = desk.reply(kept.message)
        # From here on its words are not needed: what may be a PIN is nowhere any more.
        kept = Kept(replace(kept.message, text=""), reply, tries=kept.tries)
        inbox.lines.note(name, kept)
    return _handed_over(inbox.lines, send, held, Turn(name, kept))


def _handed_over(lines: Lines, send: Send, held: Held, turn: Turn) -> bool:
    name, kept = turn
    if kept.sent < MOST_SENDINGS:
        kept.sent += 1
        # Before and after: who dies in between leaves a mark that says that it may have gone.
        lines.note(name, kept)
        try:
            send(name, kept.message.sender, kept.reply)
        except NotSent as failure:
            if not (failure.final or failure.may_have_gone):
                kept.sent -= 1
                lines.note(name, kept)
                return False
    lines.finish(held, name)
    return True


def switch_off(name: str) -> None:
    """Has reminders switched off at the backend for who opted out at the gateway, as STOP does. Raises RedisError and NotYet."""
    parts = machine()
    if msisdn := parts.outbox.numbers.untold_of(name):
        ask(parts, msisdn, "stop")
    parts.outbox.numbers.told(name)


def opt_outs() -> None:
    """Those whose job was lost, or found the backend away."""
    try:
        for name in machine().outbox.numbers.untold():
            switch_off(name)
    except (RedisError, NotYet) as error:
        records.log.warning("sms opt-out", error=type(error).__name__)


def look_again() -> None:
    """Brings in what waited on disk, and wakes a job for what should have been answered by now."""
    inbox = errands().inbox
    try:
        inbox.replay()
        inbox.remind()
    except (Away, OSError) as error:
        # The next look finds the same.
        records.log.warning("sms wait", error=type(error).__name__)
