"""Every SMS leaves through here: each once, replies before bulk, through a gateway that works, within what may be spent.

What must be said stands in the backend's SQL, or in an inbound message; the outbox only remembers, for three days, what
was already handed over. See docs/decisions/outbox.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import structlog
from redis import RedisError

from jobs import quiet
from jobs.circuit import Circuit, Ways
from jobs.coded import Sign, unsigned
from jobs.counts import Counts
from jobs.message_store import MessageStore
from jobs.messages import Message, Outgoing, Priority, Status
from jobs.numbers import Numbers
from jobs.pace import Pace
from jobs.reports import Reports
from jobs.sending import Handed, NotSent, Way
from jobs.spending import Spending, next_hour
from jobs.standing import Standing

log = structlog.get_logger("jobs")
# Seconds until it is tried again after the first refusal, the second ...: an hour in all, then it is given up.
BACKOFF: Final = (5, 15, 45, 120, 300, 600, 900, 1200)
# Older than this it is of no use to who asked, or comes as a surprise.
STALE: Final = {Priority.REPLY: 3600.0, Priority.BULK: 24 * 3600.0}
# A hint that was lost is made up for by the sweep after so long.
HINT_SECONDS: Final = 20.0
WAIT_FOR_A_GATEWAY: Final = 5.0
# How long a worker waits in the middle of a message for its turn, at all gateways together.
PATIENCE: Final = 10.0
# A message that workers die of is not handed on for ever.
MOST_TIMES_LEFT: Final = 3
Wake = Callable[[Priority, str], None]


@dataclass(frozen=True, slots=True)
class Outbox:
    """wake: puts a message's reference on its queue. sign: what is put under every text.

    All raise redis.RedisError when the store is away: nothing is sent that could not be remembered.
    """

    store: MessageStore
    ways: Ways
    pace: Pace
    spending: Spending
    numbers: Numbers
    counts: Counts
    reports: Reports
    standing: Standing
    wake: Wake
    sign: Sign = unsigned

    def post(self, message: Outgoing) -> str:
        """Our reference. It is sent by a worker; the same subject again is the same message."""
        reference, new = self._post(message, time.time() + HINT_SECONDS)
        if new:
            self._hint(message.priority, reference)
        return reference

    def say(self, message: Outgoing) -> Status:
        """Tries now, in this process, once. While it answers `queued` or `sending`, whoever owes the message says it again."""
        reference, _new = self._post(message, None)
        return self.deliver(reference)

    def _post(self, message: Outgoing, due: float | None) -> tuple[str, bool]:
        return self.store.post(replace(message, text=self.sign(message.msisdn, message.text)), due)

    def deliver(self, reference: str) -> Status:
        """Hands it to a gateway if nobody else has or does; where it stands now."""
        message = self.store.claim(reference)
        if message is not None:
            self._attempt(message)
        return self.store.status(reference) or Status.UNKNOWN

    def _attempt(self, message: Message) -> None:
        if message.left and not self._may_go_twice(message):
            return
        if reason := self.refusal(message.msisdn, message.number, message.priority, asked=message.asked):
            self.counts.add(f"sms_refused:{reason}")
            self.standing.end(message, Status.REFUSED, reason)
        elif message.ours and message.age > STALE[message.priority]:
            self.standing.end(message, Status.GIVEN_UP, "given up")
        elif (morning := self._quiet_until(message)) is not None:
            self.standing.again(message, morning, "night")
        elif not self.spending.allows(message.segments, message.priority):
            self.counts.add(f"sms_held_by_cap:{message.priority}")
            self.standing.again(message, next_hour(), "spending cap")
        else:
            self._send(message)

    def _may_go_twice(self, message: Message) -> bool:
        """Its worker died somewhere between taking it and knowing what the gateway said."""
        if message.priority is Priority.REPLY and message.left <= MOST_TIMES_LEFT:
            # Who asked would rather read it twice than never.
            self.counts.add("sms_sent_again")
            return True
        self.standing.end(message, Status.UNKNOWN, "worker lost")
        return False

    def _quiet_until(self, message: Message) -> float | None:
        """Nobody is woken by what we begin ourselves; who asked is awake."""
        return quiet.morning(message.evening, time.time()) if message.priority is Priority.BULK else None

    def refusal(self, msisdn: str, number: str, priority: Priority, *, asked: bool = False) -> str:
        """Why it may not be sent there, a word; "" when it may. number: its keyed hash."""
        if self.spending.foreign(msisdn):
            return "foreign"
        return self.numbers.refuses(number, priority, asked=asked)

    def _send(self, message: Message) -> None:
        """A gateway that takes nothing from us says nothing of the message: the next is asked at once."""
        until, refused = time.monotonic() + PATIENCE, ("", "")
        for way, circuit in self.ways.working():
            if any(refused):
                self.standing.passed_on(message, *refused)
            if (reason := self._hand(message, way, circuit, until)) is None:
                return
            refused = way.name, reason
        if any(refused):
            self._try_later(message, *refused)
        else:
            self.standing.again(message, time.time() + WAIT_FOR_A_GATEWAY, "no gateway")

    def _hand(self, message: Message, way: Way, circuit: Circuit, until: float) -> str | None:
        """None when it stands where it has to; else why the gateway takes nothing from us."""
        if not self.pace.hold(way.name, message.priority, until - time.monotonic()):
            self.standing.again(message, time.time() + WAIT_FOR_A_GATEWAY, "pace")
        elif (morning := self._quiet_until(message)) is not None:
            # Evening came while it waited for its turn.
            self.standing.again(message, morning, "night")
        else:
            try:
                handed = way.send(message.msisdn, message.text, message.reference)
            except NotSent as failure:
                return self._not_sent(message, way.name, circuit, failure)
            circuit.succeeded()
            self._handed(message, way.name, handed)
        return None

    def _handed(self, message: Message, gateway: str, handed: Handed) -> None:
        self.spending.spend(message.segments)
        self.standing.handed(message, gateway, handed)
        self.reports.link(gateway, handed.identifier, message.reference)

    def _not_sent(self, message: Message, gateway: str, circuit: Circuit, failure: NotSent) -> str | None:
        """A final no is about this message; everything else is about the gateway, or about us there: then its reason."""
        reason = str(failure)
        log.info("sms", gateway=gateway, reason=reason)
        if failure.final:
            circuit.succeeded()
            self.standing.end(message, Status.FAILED, reason, gateway)
            if failure.number_at_fault:
                self.reports.unreachable(message.number, message.msisdn)
            return None
        circuit.failed()
        if failure.account_at_fault:
            self.counts.add(f"sms_account_refused:{gateway}:{reason}")
            return reason
        if failure.may_have_gone:
            self.spending.spend(message.segments)
            self.standing.end(message, Status.UNKNOWN, reason, gateway)
        else:
            self._try_later(message, gateway, reason)
        return None

    def _try_later(self, message: Message, gateway: str, reason: str) -> None:
        if message.ours and message.attempts >= len(BACKOFF):
            self.standing.end(message, Status.GIVEN_UP, reason, gateway)
            return
        self.standing.count(gateway, message.priority, Status.QUEUED)
        wait = BACKOFF[min(message.attempts, len(BACKOFF) - 1)]
        self.standing.again(message, time.time() + wait, reason, gateway, attempts=message.attempts + 1)

    def wake_due(self, most: Callable[[Priority], int]) -> int:
        """Wakes what nobody looked at in time; `most`: how many hints the queue of that priority may still take."""
        woken = 0
        for priority in Priority:
            for reference in self.store.due(priority, max(0, most(priority))):
                self._hint(priority, reference)
                woken += 1
        return woken

    def _hint(self, priority: Priority, reference: str) -> None:
        try:
            self.wake(priority, reference)
        except RedisError:
            # It is on the list of what is due: the sweep finds it.
            return
