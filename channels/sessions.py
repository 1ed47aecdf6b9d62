"""Sessions in Redis: one round trip takes the lock and the session, one stores session and reply and gives the lock back.

A conversation that this process answered last is recalled instead, and stored where nothing has come between: one round trip.
"""

from __future__ import annotations

import itertools
import time
from hashlib import sha1
from os import urandom
from typing import Final

import msgspec

from channels.recent import Left, Recent
from channels.stored import Stored, decode, encode
from channels.wire import Away, Command, Refusal, Wire
from engine.runner import View
from seal import VERSION_BYTES, Seal, Unsealable, version

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
# Stores what was recalled only where it is still what lies there, and nobody is at it.
SWAP: Final = b"""
if redis.call('GETRANGE', KEYS[1], 0, %d) ~= ARGV[1] or redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
""" % (VERSION_BYTES - 1)
FREE: Final = b"if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class Busy(Exception):
    """Another message of the same conversation is still being answered."""


class Overtaken(Exception):
    """What was recalled is not what lies in Redis now, or somebody else is at it: take the conversation and begin anew."""


class Taken(msgspec.Struct, gc=False):
    """A conversation: ours until it is stored or freed when `held`, else only recalled.

    version: of what was recalled. shown: what the caller has before her, where this process drew it.
    """

    name: bytes
    lock: bytes
    token: bytes
    stored: Stored | None
    held: bool = True
    version: bytes = b""
    shown: View | None = None


class Sessions:
    """Takes and stores conversations; raises Away when Redis does not answer, Busy when the lock stays taken."""

    def __init__(self, wire: Wire, seal: Seal, keep_seconds: int = KEEP_SECONDS) -> None:
        self._wire = wire
        self._keep_seconds = keep_seconds
        self._recent = Recent()
        self._seal = seal
        self._process = urandom(8).hex().encode()
        self._tokens = itertools.count()

    def recall(self, conversation: str) -> Taken | None:
        """The conversation as this process left it a moment ago, without a look at Redis. Claim it before anything is done elsewhere."""
        name = b"s:{%b}" % conversation.encode()
        left = self._recent.take(name)
        if left is None:
            return None
        return Taken(name, b"l" + name[1:], self._token(), left.stored, held=False, version=left.version, shown=left.shown)

    def claim(self, taken: Taken) -> None:
        """Takes the lock of what was recalled; raises Overtaken when it is taken, or something was stored since."""
        if taken.held:
            return
        take: Command = (b"SET", taken.lock, taken.token, b"NX", b"PX", LOCK_MILLISECONDS)
        locked, found = self._trip(take, (b"GETRANGE", taken.name, 0, VERSION_BYTES - 1))
        if locked is None or found != taken.version:
            self._unlock(taken)
            raise Overtaken
        taken.held = True

    def take(self, conversation: str, wait_seconds: float) -> Taken:
        """Locks and loads. Waits up to `wait_seconds` for a message of the same conversation to be answered."""
        name = b"s:{%b}" % conversation.encode()
        lock, token = b"l" + name[1:], self._token()
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
        return Taken(name, lock, token, self._decode(self._unseal(name, blob)))

    def store(self, taken: Taken, stored: Stored) -> bool:
        """Stores session and reply together and frees the lock; False when the lock had passed to another message. Raises Overtaken."""
        blob = self._seal.close(taken.name, encode(stored))
        script, condition = (STORE, taken.token) if taken.held else (SWAP, taken.version)
        if self._run(script, (taken.name, taken.lock), (condition, blob, self._keep_seconds)) != 1:
            if not taken.held:
                raise Overtaken
            return False
        if stored.more:
            self._recent.put(taken.name, Left(version(blob), stored, taken.shown))
        return True

    def free(self, taken: Taken) -> None:
        """Gives the conversation back without a change; what was only recalled is made sure of first."""
        self.claim(taken)
        self._unlock(taken)

    def again(self, taken: Taken) -> Stored | None:
        """The conversation as it was before this message, which is ours from here on."""
        self.claim(taken)
        return self.read(taken)

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

    def _unlock(self, taken: Taken) -> None:
        self._run(FREE, (taken.lock,), (taken.token,))

    def _token(self) -> bytes:
        return self._process + b"%x" % next(self._tokens)

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


DIGESTS: Final = {script: sha1(script, usedforsecurity=False).hexdigest().encode() for script in (STORE, SWAP, FREE)}
