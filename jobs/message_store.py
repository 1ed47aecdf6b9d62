"""Messages in Redis for three days: body and number sealed, every move guarded."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from redis import Redis

from engine.encoding import segments
from jobs import life, scripts
from jobs.messages import Message, Outgoing, Priority, Status
from seal import Seal

KEPT_SECONDS: Final = 3 * 24 * 3600
# A worker that holds a message longer is dead: two gateways take twelve seconds each, and waiting for their turns ten.
LEASE_SECONDS: Final = 45.0
STATUSES: Final = {status.encode(): status for status in Status}
Fields = Mapping[str, str | int | float]


class Body(msgspec.Struct):
    """What is sealed."""

    msisdn: str
    text: str


_open = msgspec.msgpack.Decoder(Body).decode
_close = msgspec.msgpack.Encoder().encode


class MessageStore:
    """All raise redis.RedisError. hash_key: turns subjects into references and numbers into names, so that neither is in clear."""

    def __init__(self, redis: Redis, seal: Seal, hash_key: bytes) -> None:
        # redis-py annotates answers for both of its modes at once.
        self.redis: Any = redis
        self._seal = seal
        self._hash_key = hash_key
        self._post = redis.register_script(scripts.POST)
        self._claim = redis.register_script(scripts.CLAIM)
        self._move = redis.register_script(scripts.MOVE)

    def reference_of(self, subject: str) -> str:
        """Opaque, and the same for the same subject: posting twice is one message."""
        return hashlib.blake2b(subject.encode(), digest_size=12, key=self._hash_key, person=b"sms subject").hexdigest()

    def name_of(self, msisdn: str) -> str:
        """A number's name wherever it is counted."""
        return hashlib.blake2b(msisdn.encode(), digest_size=16, key=self._hash_key, person=b"sms number").hexdigest()

    def post(self, message: Outgoing, due: float | None) -> tuple[str, bool]:
        """Its reference, and whether it is new. One that is still queued takes the latest words."""
        reference = self.reference_of(self._in_its_round(message.subject))
        sealed = self._seal.close(reference.encode(), _close(Body(message.msisdn, message.text)))
        fields: Fields = {
            "priority": message.priority,
            "kind": message.kind,
            "number": self.name_of(message.msisdn),
            "segments": segments(message.text),
            "evening": "" if message.evening is None else message.evening,
            "asked": int(message.asked),
        }
        said = self._post(
            _keys(reference, message.priority),
            [
                reference,
                time.time(),
                "" if due is None else due,
                KEPT_SECONDS,
                sealed,
                life.written(life.What(life.Step.ASKED)),
                *_flat(fields),
            ],
        )
        return reference, said == b"new"

    def settle(self, subject: str) -> None:
        """The same subject from here on is another message."""
        with self.redis.pipeline() as steps:
            steps.incr(_round(self.reference_of(subject)))
            steps.expire(_round(self.reference_of(subject)), KEPT_SECONDS)
            steps.execute()

    def _in_its_round(self, subject: str) -> str:
        before = int(self.redis.get(_round(self.reference_of(subject))) or 0)
        return f"{subject}:{before}" if before else subject

    def claim(self, reference: str) -> Message | None:
        """Takes it in hand for a while; None when it is over, in other hands, or gone."""
        now = time.time()
        keys = self._keys_of(reference)
        said: bytes = self._claim(keys, [reference, now, now + LEASE_SECONDS, life.LEFT_BEHIND])
        if said not in {b"taken", b"left behind"}:
            return None
        return self._message(reference)

    def move(
        self,
        reference: str,
        allowed: Iterable[Status],
        to: Status,
        *,
        what: life.What | None = None,
        due: float | None = None,
        fields: Fields | None = None,
    ) -> Status | None:
        """Where it stood before when it was moved; None when it may not be, or is gone. `what` and `fields` are written in any case."""
        moving = [reference, f",{','.join(allowed)},", to, "" if due is None else due]
        said: bytes = self._move(self._keys_of(reference), [*moving, time.time(), life.written(what), *_flat(fields or {})])
        return STATUSES.get(said)

    def status(self, reference: str) -> Status | None:
        """None when it was never posted, or more than three days ago."""
        found = self.read(reference, "status")["status"]
        return Status(found) if found else None

    def read(self, reference: str, *names: str) -> dict[str, str]:
        """Fields that are not sealed, "" for one that is not there."""
        values = self.redis.hmget(key(reference), list(names))
        return {name: (value or b"").decode() for name, value in zip(names, values, strict=True)}

    def life_of(self, reference: str) -> list[life.Happened]:
        """What happened to it so far, in order: for the people who run the service, as `facts` are."""
        return [life.read(line) for line in self.redis.lrange(_life(reference), 0, -1)]

    def facts(self, reference: str) -> dict[str, str]:
        """All that is known of it but the text and the number."""
        found = self.redis.hgetall(key(reference))
        return {name.decode(): value.decode() for name, value in found.items() if name != b"sealed"}

    def msisdn_of(self, reference: str) -> str:
        """Raises Unsealable."""
        return self._body(reference).msisdn

    def waiting(self, priority: Priority) -> tuple[int, float]:
        """How many wait, and the seconds that the oldest has."""
        oldest = self.redis.zrange(_waiting(priority), 0, 0, withscores=True)
        return self.redis.zcard(_waiting(priority)), max(0.0, time.time() - oldest[0][1]) if oldest else 0.0

    def due(self, priority: Priority, most: int) -> list[str]:
        """Messages that nobody has looked at in time, those that are due longest first."""
        found = self.redis.zrangebyscore(_due(priority), 0, time.time(), start=0, num=most)
        return [reference.decode() for reference in found]

    def _message(self, reference: str) -> Message:
        found = self.read(reference, "priority", "kind", "number", "segments", "attempts", "posted", "ours", "left", "evening", "asked")
        body = self._body(reference)
        return Message(
            reference, body.msisdn, body.text, Priority(found["priority"]), found["kind"], found["number"], int(found["segments"]),
            int(found["attempts"]), time.time() - float(found["posted"]), found["ours"] == "1", int(found["left"]),
            float(found["evening"]) if found["evening"] else None, found["asked"] == "1",
        )  # fmt: skip

    def _body(self, reference: str) -> Body:
        sealed = self.redis.hget(key(reference), "sealed") or b""
        return _open(self._seal.open(reference.encode(), sealed))

    def _keys_of(self, reference: str) -> list[str]:
        if found := self.read(reference, "priority")["priority"]:
            return _keys(reference, Priority(found))
        # Older than it is kept: no list may go on naming it.
        for priority in Priority:
            self.redis.zrem(_waiting(priority), reference)
            self.redis.zrem(_due(priority), reference)
        return _keys(reference, Priority.BULK)


def key(reference: str) -> str:
    """Where a message lies."""
    return f"o:m:{reference}"


def _life(reference: str) -> str:
    return f"o:l:{reference}"


def _round(reference: str) -> str:
    return f"o:round:{reference}"


def _waiting(priority: Priority) -> str:
    return f"o:waiting:{priority}"


def _due(priority: Priority) -> str:
    return f"o:due:{priority}"


def _keys(reference: str, priority: Priority) -> list[str]:
    return [key(reference), _waiting(priority), _due(priority), _life(reference)]


def _flat(fields: Fields) -> list[str | int | float]:
    return [part for pair in fields.items() for part in pair]
