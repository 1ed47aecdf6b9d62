"""Messages that came in and are not answered yet: sealed in Redis, or on disk while Redis is away, each once.

A message is kept under a name made of what the gateway tells repeats by. Answered, its words are overwritten by DONE, and
the name stays for as long as gateways repeat. A line (lines.py) that no job was woken for is found by the list of those that wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Final

from prometheus_client import Counter

from channels import records
from channels.sms.inbound import InboundSms
from channels.sms.lines import WAITING, Kept, Lines
from channels.sms.spool import Spool
from channels.wire import Away, Wire
from seal import Seal

# Younger ones are in the hands of the job that was woken for them.
SETTLE_SECONDS: Final = 15.0
AGAIN_SECONDS: Final = 45.0
AT_ONCE: Final = 200
# More than anybody types; another service that answers each of our texts would go on for ever.
MOST_AN_HOUR: Final = 60

spooled = Counter("sms_spooled_total", "Messages that waited on disk because Redis was away")
Wake = Callable[[str], None]


class Inbox:
    """Keeps messages, and wakes a job for each with the name of its line alone. lines: where the job finds it."""

    def __init__(self, wire: Wire, seal: Seal, hash_key: bytes, spool: Spool, wake: Wake) -> None:
        self.lines = Lines(wire, seal)
        self._hash_key = hash_key
        self._spool = spool
        self._wake = wake

    def receive(self, message: InboundSms) -> None:
        """Keeps it and wakes a job. Raises OSError when it can be kept nowhere."""
        name, line = self.name(message), self.line(message.sender)
        blob = self.lines.sealed(name, Kept(message))
        try:
            fresh = self.lines.join(line, name, blob, int(time.time()))
        except Away:
            records.store_failures.inc()
            self._spool.put(name, blob)
            spooled.inc()
            return
        if fresh:
            self._hint(line)

    def name(self, message: InboundSms) -> str:
        """A keyed hash: it tells neither who wrote nor what."""
        return self._hashed(f"sms\0{message.gateway}\0{message.id}")

    def line(self, sender: str) -> str:
        """The name of the line in which all of a number's messages stand."""
        return self._hashed(f"sms line\0{sender}")

    def replay(self) -> int:
        """Brings what waits on disk back into Redis; how many. Raises Away when Redis is still away."""
        return sum(1 for _name in self.read_back())

    def read_back(self) -> Iterator[str]:
        """Each that was brought back, oldest first. Raises Away: what was not brought back lies where it lay."""
        for name, blob in self._spool.waiting():
            kept = self.lines.opened(name, blob)
            if kept is None:
                # Its key is gone from the settings; put back, it opens.
                continue
            line = self.line(kept.message.sender)
            if self.lines.join(line, name, blob, int(time.time())):
                self._hint(line)
            self._spool.drop(name)
            yield name

    def remind(self) -> int:
        """Wakes a job for each line that should have been worked by now; how many. Raises Away."""
        before = int(time.time() - SETTLE_SECONDS)
        (lines,) = self.lines.trip((b"ZRANGEBYSCORE", WAITING, b"-inf", before, b"LIMIT", 0, AT_ONCE))
        for line in lines:
            # While no worker runs, hints would pile up.
            self.lines.trip((b"ZADD", WAITING, b"XX", int(time.time() + AGAIN_SECONDS), line))
            self._hint(line.decode())
        return len(lines)

    def flooding(self, sender: str) -> bool:
        """Whether so many came from that number within an hour that a machine is answering our answers. Raises Away."""
        name = b"sms:from:" + blake2b(sender.encode(), key=self._hash_key, digest_size=16).hexdigest().encode()
        _made, count = self.lines.trip((b"SET", name, 0, b"NX", b"EX", 3600), (b"INCR", name))
        return bool(count > MOST_AN_HOUR)

    def _hint(self, line: str) -> None:
        try:
            self._wake(line)
        except Exception as error:  # noqa: BLE001 - it is kept, and found again by the list of those that wait
            records.log.warning("sms waits", error=type(error).__name__)

    def _hashed(self, text: str) -> str:
        return blake2b(text.encode("utf-8", "replace"), key=self._hash_key, digest_size=16).hexdigest()
