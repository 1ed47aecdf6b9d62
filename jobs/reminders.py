"""Tells people unasked what they want to be told in time: woken by a notification's id, and by the clock for all that is due."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from backend_client.errors import Refused
from backend_client.notifications import Notification
from engine.text import locale_of, use_locale
from jobs.handing import hand_over
from jobs.machine import Machine, machine
from jobs.messages import Outgoing, Priority, Status, gone
from jobs.queue import BULK, connect, open_queue, wake
from jobs.quiet import evening, is_night
from jobs.reminder_words import text_of

# For what the backend does in one job.
BACKEND_SECONDS: Final = 20.0
# A job that tells many ends by itself well before it would be ended, and wakes the next one.
LONGEST_SECONDS: Final = 30.0


def remind(name: str) -> None:
    """Sends one notification. Run twice, or twice at once, it is sent once: the backend lends it out."""
    parts = machine()
    _remind(parts, name)


def remind_all(_hint: str = "") -> None:
    """Everything that is due: what a webhook lost, and what has waited for the morning. Woken by the clock."""
    parts = machine()
    until = time.monotonic() + LONGEST_SECONDS
    told = 0
    for name in _due(parts):
        told += _remind(parts, name)
        if time.monotonic() > until:
            # A gateway that takes none is not asked again before the clock knocks.
            if told:
                wake(open_queue(connect(parts.settings.redis_url), BULK), remind_all, "more")
            return


def _due(parts: Machine) -> Iterator[str]:
    """Page by page, as long as it is day."""
    cursor = ""
    while True:
        try:
            page = parts.backend(BACKEND_SECONDS).notification_desk.due(cursor)
        except Refused:
            # A backend that has nothing to tell unasked.
            return
        if is_night(page.as_of):
            return
        yield from (told.id for told in page.items)
        if not page.next_cursor:
            return
        cursor = page.next_cursor


def _remind(parts: Machine, name: str) -> bool:
    """Whether it was told now."""
    desk = parts.backend(BACKEND_SECONDS).notification_desk
    try:
        taken = desk.report(name, "sending")
    except Refused:
        # Sent already, in other hands, or not true any more.
        return False
    told = taken.notification
    if told is None:
        return False
    # By the backend's clock: it says what day it is to all else as well.
    text = "" if is_night(taken.as_of) else _text(parts, told)
    message = Outgoing(told.msisdn, text, Priority.BULK, told.kind, f"reminder:{told.id}", evening(taken.as_of, time.time()))
    went = bool(text) and _went(parts, message, taken.may_be_sent)
    # What is not sent is owed again, and the clock finds it.
    desk.report(name, "sent" if went else "failed")
    return went


def _went(parts: Machine, message: Outgoing, may_be_sent: bool) -> bool:
    """Whether nobody has to say it any more. may_be_sent: whoever had it in hand before died with it."""
    status = hand_over(parts, message)
    if may_be_sent and status is Status.UNKNOWN:
        # Nor does the outbox know. Rather told twice than never: rare, and counted.
        parts.counts.add(f"told_perhaps_twice:{message.kind}")
        status = hand_over(parts, replace(message, subject=f"{message.subject}:again"))
    return gone(status)


def _text(parts: Machine, told: Notification) -> str:
    """The words, drawn from what is true in the moment in which it was taken in hand."""
    use_locale(locale_of(told.language, told.script) if told.language else parts.settings.default_locale)
    return text_of(told, parts.settings.service_code)
