"""What gateways report of messages: in any order, more than once, and sometimes before we know their name for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from jobs.counts import Counts
from jobs.life import Step, What
from jobs.message_store import KEPT_SECONDS, MessageStore
from jobs.messages import REPORTS, Status
from jobs.numbers import Numbers
from seal import Seal, Unsealable

# A report that came before the gateway's answer waits so long for it.
EARLY_SECONDS: Final = 600
# The phone was not reached; a rejection may be about us.
UNREACHED: Final = frozenset({Status.FAILED, Status.EXPIRED})
# Gateways put anything into their reasons, also the text: one word is kept, a sentence is not.
_word = re.compile(r"[A-Za-z0-9_]{1,40}").fullmatch


class Reports:
    """stopped: told the name of a number that was stopped. All raise redis.RedisError."""

    def __init__(self, store: MessageStore, seal: Seal, numbers: Numbers, counts: Counts, stopped: Callable[[str], None]) -> None:
        self._store = store
        self._redis = store.redis
        self._seal = seal
        self._numbers = numbers
        self._counts = counts
        self._stopped = stopped

    def take(self, gateway: str, reference: str, status: str, failure: str = "") -> bool:
        """reference: ours, or the gateway's id. status: a word of REPORTS. Whether it found its message; else it waits for it."""
        if ours := self.ours(gateway, reference):
            self._apply(gateway, ours, status, failure)
            return True
        name = _early(gateway, reference)
        with self._redis.pipeline() as steps:
            steps.rpush(name, self._seal.close(name.encode(), f"{status} {failure}".encode()))
            steps.expire(name, EARLY_SECONDS)
            steps.execute()
        # It may have been linked since we looked; who looks second finds both.
        ours = self.ours(gateway, reference)
        if not ours:
            self._counts.add(f"sms_reports_early:{gateway}")
        return bool(ours) and self._apply_early(gateway, reference, ours)

    def link(self, gateway: str, identifier: str, reference: str) -> None:
        """The gateway's own id for a message of ours, once it is known."""
        if identifier:
            self._redis.set(_link(gateway, identifier), reference, ex=KEPT_SECONDS)
            self._apply_early(gateway, identifier, reference)

    def unreachable(self, number: str, msisdn: str) -> None:
        """Five in a row stop a number."""
        if self._numbers.failed(number, msisdn):
            self._counts.add("sms_numbers_stopped")
            self._stopped(number)

    def ours(self, gateway: str, reference: str) -> str:
        """Our reference for what is ours, or the gateway's; "" when it is of no message of these three days."""
        if self._store.status(reference) is not None:
            return reference
        return (self._redis.get(_link(gateway, reference)) or b"").decode()

    def _apply_early(self, gateway: str, identifier: str, reference: str) -> bool:
        name = _early(gateway, identifier)
        while (sealed := self._redis.lpop(name)) is not None:
            try:
                status, _, failure = self._seal.open(name.encode(), sealed).decode().partition(" ")
            except Unsealable:
                continue
            self._apply(gateway, reference, status, failure)
        return True

    def _apply(self, gateway: str, reference: str, status: str, failure: str) -> None:
        to, allowed = REPORTS[status]
        found = self._store.read(reference, "gateway", "number", "priority")
        word = failure if _word(failure) else ""
        what = What(Step.REPORTED, gateway, " ".join(filter(None, (status, word))))
        if to is not Status.DELIVERED and found["gateway"] not in {"", gateway}:
            # Another gateway has it by now: that this one failed is old news.
            self._store.move(reference, (), to, what=what)
            return
        before = self._store.move(reference, allowed, to, what=what, fields={"reported": word or status})
        if before is None:
            return
        self._counts.add(f"sms:{gateway}:{found['priority']}:{to}")
        if to is Status.DELIVERED:
            self._numbers.reached(found["number"])
        elif to in UNREACHED:
            self.unreachable(found["number"], self._store.msisdn_of(reference))


def _link(gateway: str, identifier: str) -> str:
    return f"o:g:{gateway}:{identifier}"


def _early(gateway: str, identifier: str) -> str:
    return f"o:early:{gateway}:{identifier}"
