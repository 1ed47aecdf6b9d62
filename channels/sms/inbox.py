"""Messages that came in and are not answered yet: sealed in Redis, or on disk while Redis is away, each once.

A message is kept under a name made of what the gateway tells repeats by. Answered, its words are overwritten by DONE, and
the name stays for as long as gateways repeat. A message that no job was woken for is found by the list of those that wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import Any, Final

import msgspec
from prometheus_client import Counter

from channels import records
from channels.sms.inbound import InboundSms
from channels.sms.spool import Spool
from channels.wire import Away, Command, Refusal, Wire
from seal import Seal, Unsealable

# Africa's Talking repeats for twelve hours; Kannel for as long as it is told to.
KEPT_SECONDS: Final = 24 * 3600
# A job that answers holds its message that long; one that died is taken over after.
CLAIM_MILLISECONDS: Final = 30_000
# Younger ones are in the hands of the job that was woken for them.
SETTLE_SECONDS: Final = 15.0
AGAIN_SECONDS: Final = 45.0
AT_ONCE: Final = 200
# More than anybody types; another service that answers each of our texts would go on for ever.
MOST_AN_HOUR: Final = 60
DONE: Final = b"done"
WAITING: Final = b"sms:waiting"

# 1: to be answered, a repeat too, for the first may have woken nobody. 0: answered already.
KEEP: Final = b"""
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[2]) then redis.call('ZADD', KEYS[2], ARGV[3], ARGV[4]) return 1 end
if redis.call('GET', KEYS[1]) == 'done' then return 0 end
return 1
"""

spooled = Counter("sms_spooled_total", "Messages that waited on disk because Redis was away")
Wake = Callable[[str], None]


class Kept(msgspec.Struct):
    """A message and what became of it. reply: "" until there is one. sent: how often it was begun to be handed over."""

    message: InboundSms
    reply: str = ""
    sent: int = 0


encode: Final = msgspec.msgpack.Encoder().encode
decode: Final = msgspec.msgpack.Decoder(Kept).decode


class Inbox:
    """Keeps messages, wakes a job for each with its name alone, and hands them to the job."""

    def __init__(self, wire: Wire, seal: Seal, hash_key: bytes, spool: Spool, wake: Wake) -> None:
        self._wire = wire
        self._seal = seal
        self._hash_key = hash_key
        self._spool = spool
        self._wake = wake

    def receive(self, message: InboundSms) -> None:
        """Keeps it and wakes a job. Raises OSError when it can be kept nowhere."""
        name = self.name(message)
        blob = self._seal.close(name.encode(), encode(Kept(message)))
        try:
            fresh = self._keep(name, blob)
        except Away:
            records.store_failures.inc()
            self._spool.put(name, blob)
            spooled.inc()
            return
        if fresh:
            self._hint(name)

    def name(self, message: InboundSms) -> str:
        """A keyed hash: it tells neither who wrote nor what."""
        return blake2b(f"sms\0{message.gateway}\0{message.id}".encode("utf-8", "replace"), key=self._hash_key, digest_size=16).hexdigest()

    def replay(self) -> int:
        """Brings what waits on disk back into Redis; how many. Raises Away when Redis is still away."""
        return sum(1 for _name in self.read_back())

    def read_back(self) -> Iterator[str]:
        """Each that was brought back, oldest first. Raises Away: what was not brought back lies where it lay."""
        for name, blob in self._spool.waiting():
            if self._keep(name, blob):
                self._hint(name)
            self._spool.drop(name)
            yield name

    def overdue(self) -> list[str]:
        """The names of those that should have been answered by now. Raises Away."""
        before = int(time.time() - SETTLE_SECONDS)
        (names,) = self._trip((b"ZRANGEBYSCORE", WAITING, b"-inf", before, b"LIMIT", 0, AT_ONCE))
        return [name.decode() for name in names]

    def remind(self) -> int:
        """Wakes a job for each that is overdue; how many. Raises Away."""
        names = self.overdue()
        for name in names:
            # While no worker runs, hints would pile up.
            self._trip((b"ZADD", WAITING, b"XX", int(time.time() + AGAIN_SECONDS), name.encode()))
            self._hint(name)
        return len(names)

    def claim(self, name: str) -> Kept | None:
        """The message, ours for half a minute; None when it is answered, gone, or in other hands. Raises Away."""
        claimed, blob = self._trip((b"SET", _claim(name), b"1", b"NX", b"PX", CLAIM_MILLISECONDS), (b"GET", _key(name)))
        if claimed is None:
            return None
        kept = self._open(name, blob)
        if kept is None:
            self.finish(name)
        return kept

    def flooding(self, sender: str) -> bool:
        """Whether so many came from that number within an hour that a machine is answering our answers. Raises Away."""
        name = b"sms:from:" + blake2b(sender.encode(), key=self._hash_key, digest_size=16).hexdigest().encode()
        _made, count = self._trip((b"SET", name, 0, b"NX", b"EX", 3600), (b"INCR", name))
        return bool(count > MOST_AN_HOUR)

    def release(self, name: str) -> None:
        """Leaves it to the next job. Raises Away."""
        self._trip((b"DEL", _claim(name)))

    def note(self, name: str, kept: Kept) -> None:
        """What became of it so far. Raises Away."""
        self._trip((b"SET", _key(name), self._seal.close(name.encode(), encode(kept)), b"EX", KEPT_SECONDS))

    def finish(self, name: str) -> None:
        """Nothing of its words is left; the name stays, so that a repeat is known. Raises Away."""
        self._trip((b"SET", _key(name), DONE, b"EX", KEPT_SECONDS), (b"ZREM", WAITING, name.encode()), (b"DEL", _claim(name)))

    def _open(self, name: str, blob: bytes | None) -> Kept | None:
        try:
            return decode(self._seal.open(name.encode(), blob)) if blob and blob != DONE else None
        except (Unsealable, msgspec.MsgspecError):
            return None

    def _hint(self, name: str) -> None:
        try:
            self._wake(name)
        except Exception as error:  # noqa: BLE001 - it is kept, and found again by the list of those that wait
            records.log.warning("sms waits", error=type(error).__name__)

    def _keep(self, name: str, blob: bytes) -> bool:
        (answer,) = self._trip((b"EVAL", KEEP, 2, _key(name), WAITING, blob, KEPT_SECONDS, int(time.time()), name.encode()))
        return bool(answer)

    def _trip(self, *commands: Command) -> list[Any]:
        answers = self._wire.trip(*commands)
        if any(isinstance(answer, Refusal) for answer in answers):
            raise Away("refused")
        return answers


def _key(name: str) -> bytes:
    return b"sms:in:" + name.encode()


def _claim(name: str) -> bytes:
    return b"sms:claim:" + name.encode()
