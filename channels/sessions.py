"""Sessions in Redis: one round trip takes the lock and the session, one stores session and reply and gives the lock back."""

from __future__ import annotations

import itertools
import time
from hashlib import sha1
from os import urandom
from typing import Final

import msgspec

from channels.wire import Away, Command, Refusal, Wire
from engine.session import Session
from seal import Seal, Unsealable

KEEP_SECONDS: Final = 900
LOCK_MILLISECONDS: Final = 6000
# A copy looks for the first one's reply soon, then less often: twenty at once would ask Redis a thousand times a second.
POLL_SECONDS, LONGEST_POLL_SECONDS = 0.02, 0.08

# Stores only while the lock is still ours: a hop that overran its lock must not undo the one that came after it.
STORE: Final = b"""
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
redis.call('DEL', KEYS[2])
return 1
"""
FREE: Final = b"if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class Busy(Exception):
    """Another message of the same conversation is still being answered."""


class Stored(msgspec.Struct, omit_defaults=True):
    """What lies in Redis: the session, the last reply, and what tells a repeated message from a new one.

    dial: the gateway's session id. length, digest: of the cumulative text seen so far, whose words are never kept.
    former: the session ids before this one; a late message of theirs changes nothing.
    messages: the gateway's own ids of the last messages, for those that send no history. nonce: made at the dial.
    """

    session: Session
    dial: str = ""
    message: bytes = b""
    reply: str = ""
    more: bool = False
    length: int = 0
    digest: bytes = b""
    former: tuple[str, ...] = ()
    messages: tuple[bytes, ...] = ()
    nonce: str = ""


encode: Final = msgspec.msgpack.Encoder().encode
decode: Final = msgspec.msgpack.Decoder(Stored).decode


class Taken(msgspec.Struct, frozen=True, gc=False):
    """A conversation that is ours until it is stored or freed."""

    name: bytes
    lock: bytes
    token: bytes
    plain: bytes
    stored: Stored | None

    def again(self) -> Stored | None:
        """The conversation as it was taken, whatever was done to it since."""
        return decode(self.plain) if self.stored is not None else None


class Sessions:
    """Takes and stores conversations; raises Away when Redis does not answer, Busy when the lock stays taken."""

    def __init__(self, wire: Wire, seal: Seal, keep_seconds: int = KEEP_SECONDS) -> None:
        self._wire = wire
        self._keep_seconds = keep_seconds
        self._seal = seal
        self._process = urandom(8).hex().encode()
        self._tokens = itertools.count()

    def take(self, conversation: str, wait_seconds: float) -> Taken:
        """Locks and loads. Waits up to `wait_seconds` for a message of the same conversation to be answered."""
        tag = b"{" + conversation.encode() + b"}"
        name, lock = b"s:" + tag, b"l:" + tag
        token = self._process + b"%x" % next(self._tokens)
        take: Command = (b"SET", lock, token, b"NX", b"PX", LOCK_MILLISECONDS)
        locked, blob = self._trip(take, (b"GET", name))
        until, pause = time.monotonic() + wait_seconds, POLL_SECONDS
        while locked is None:
            if time.monotonic() > until:
                raise Busy
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_POLL_SECONDS)
            # A lock sent twice over a broken connection is found taken, but with our own token.
            locked, blob, holder = self._trip(take, (b"GET", name), (b"GET", lock))
            locked = locked or (holder if holder == token else None)
        plain = self._unseal(name, blob)
        return Taken(name, lock, token, plain, self._decode(plain))

    def store(self, taken: Taken, stored: Stored) -> bool:
        """Stores session and reply together and frees the lock; False when the lock had passed to another message."""
        blob = self._seal.close(taken.name, encode(stored))
        return self._run(STORE, (taken.name, taken.lock), (taken.token, blob, self._keep_seconds)) == 1

    def free(self, taken: Taken) -> None:
        """Gives the lock back without a change."""
        self._run(FREE, (taken.lock,), (taken.token,))

    def read(self, taken: Taken) -> Stored | None:
        """What is stored now, whoever holds the lock."""
        (blob,) = self._trip((b"GET", taken.name))
        return self._decode(self._unseal(taken.name, blob))

    def mark(self, name: str) -> bool:
        """Whether it was not marked before; a trip of its own, only before what cannot be undone."""
        (taken,) = self._trip((b"SET", b"m:" + name.encode(), b"1", b"NX", b"EX", KEEP_SECONDS))
        return taken is not None

    def unmark(self, name: str) -> None:
        """Forgets it."""
        self._trip((b"DEL", b"m:" + name.encode()))

    def _unseal(self, name: bytes, blob: bytes | None) -> bytes:
        # What cannot be opened is not ours to trust: the caller begins anew.
        try:
            return self._seal.open(name, blob) if blob else b""
        except Unsealable:
            return b""

    def _decode(self, plain: bytes) -> Stored | None:
        try:
            return decode(plain) if plain else None
        except msgspec.MsgspecError:
            return None

    def _run(self, script: bytes, keys: tuple[bytes, ...], arguments: tuple[bytes | int, ...]) -> object:
        tail = (len(keys), *keys, *arguments)
        (answer,) = self._wire.trip((b"EVALSHA", DIGESTS[script], *tail))
        if isinstance(answer, Refusal) and str(answer).startswith("NOSCRIPT"):
            (answer,) = self._wire.trip((b"EVAL", script, *tail))
        if isinstance(answer, Refusal):
            raise Away("refused")
        return answer

    def _trip(self, *commands: Command) -> list[bytes | None]:
        answers = self._wire.trip(*commands)
        for answer in answers:
            if isinstance(answer, Refusal):
                raise Away("refused")
        return answers


DIGESTS: Final = {script: sha1(script, usedforsecurity=False).hexdigest().encode() for script in (STORE, FREE)}
