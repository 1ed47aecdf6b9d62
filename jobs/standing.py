"""Writes where a message in hand goes next: beside it, into its life, and into what is counted."""

from __future__ import annotations

from jobs.counts import Counts
from jobs.life import Step, What
from jobs.message_store import Fields, MessageStore
from jobs.messages import Message, Priority, Status
from jobs.sending import Handed


class Standing:
    """All raise redis.RedisError."""

    def __init__(self, store: MessageStore, counts: Counts) -> None:
        self._store = store
        self._counts = counts

    def handed(self, message: Message, gateway: str, handed: Handed) -> None:
        """A gateway took it. Not when a report came first: then it stands further on already."""
        facts = {"gateway": gateway, "identifier": handed.identifier, "cost": handed.cost, "failure": ""}
        what = What(Status.HANDED, gateway, "", handed.identifier, handed.cost)
        self._store.move(message.reference, [Status.SENDING], Status.HANDED, what=what, fields=facts)
        self.count(gateway, message.priority, Status.HANDED)

    def passed_on(self, message: Message, gateway: str, reason: str) -> None:
        """It stays in hand: the next gateway is asked at once."""
        self._store.move(message.reference, (), Status.SENDING, what=What(Step.PASSED_ON, gateway, reason))

    def again(self, message: Message, due: float, reason: str, gateway: str = "", **more: int) -> None:
        """To be tried again then."""
        facts: Fields = {"failure": reason, **more}
        what = What(Step.WAITS, gateway, reason)
        self._store.move(message.reference, [Status.SENDING], Status.QUEUED, what=what, due=due, fields=facts)

    def end(self, message: Message, status: Status, reason: str, gateway: str = "") -> None:
        """It is over."""
        facts = {"failure": reason} | ({"gateway": gateway} if gateway else {})
        if self._store.move(message.reference, [Status.SENDING], status, what=What(status, gateway, reason), fields=facts):
            self.count(gateway or "none", message.priority, status)

    def count(self, gateway: str, priority: Priority, status: Status) -> None:
        """One step more."""
        self._counts.add(f"sms:{gateway}:{priority}:{status}")
