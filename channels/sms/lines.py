"""One person's messages stand in line: they are worked in the order in which they came, by one worker at a time.

What is asked must be worked before its answer, and two quick questions are to be answered in their order: with several workers, each
woken for a message of its own, neither was sure. So a worker holds a line, named by a keyed hash of the number, and works all of it.
"""

from __future__ import annotations

import secrets
from typing import Any, Final, NamedTuple

import msgspec

from channels.sms.inbound import InboundSms
from channels.wire import Away, Command, Refusal, Wire
from seal import Seal, Unsealable

# Africa's Talking repeats for twelve hours; Kannel for as long as it is told to.
KEPT_SECONDS: Final = 24 * 3600
# Who works a line holds it that long with each message; from one that died it is taken over after.
HOLD_MILLISECONDS: Final = 30_000
DONE: Final = b"done"
WAITING: Final = b"sms:waiting"

# KEYS: message, waiting, line. ARGV: sealed, seconds kept, now, the message's name, the line's.
# 1: to be answered, a repeat too, for the first may have woken nobody. 0: answered already.
KEEP: Final = b"""
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[2]) then
  redis.call('RPUSH', KEYS[3], ARGV[4])
  redis.call('EXPIRE', KEYS[3], ARGV[2])
  redis.call('ZADD', KEYS[2], 'NX', ARGV[3], ARGV[5])
  return 1
end
if redis.call('GET', KEYS[1]) == 'done' then return 0 end
return 1
"""
# KEYS: hold, line. ARGV: token, milliseconds. The first in line, for whoever still holds it.
FIRST: Final = b"""
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('LINDEX', KEYS[2], 0)
"""
# KEYS: message, line, waiting. ARGV: seconds kept, the message's name, the line's.
FINISH: Final = b"""
redis.call('SET', KEYS[1], 'done', 'EX', ARGV[1])
redis.call('LREM', KEYS[2], 0, ARGV[2])
if redis.call('LLEN', KEYS[2]) == 0 then redis.call('ZREM', KEYS[3], ARGV[3]) end
"""
# KEYS: line. ARGV: the message's name.
PUT_LAST: Final = b"""
if redis.call('LREM', KEYS[1], 0, ARGV[1]) > 0 then redis.call('RPUSH', KEYS[1], ARGV[1]) end
"""
# KEYS: hold, line, waiting. ARGV: token, the line's name. How many stand in line; of one that is empty, or too old, nothing is left.
LET_GO: Final = b"""
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
local left = redis.call('LLEN', KEYS[2])
if left == 0 then redis.call('ZREM', KEYS[3], ARGV[2]) end
return left
"""


class Kept(msgspec.Struct):
    """A message and what became of it. reply: "" until there is one.

    tries: how often it was begun to be worked. sent: how often to be handed over.
    """

    message: InboundSms
    reply: str = ""
    sent: int = 0
    tries: int = 0


class Held(NamedTuple):
    """A line in the hands of one worker. line: its name."""

    line: str
    token: bytes


class Turn(NamedTuple):
    """A message whose turn it is."""

    name: str
    kept: Kept


encode: Final = msgspec.msgpack.Encoder().encode
decode: Final = msgspec.msgpack.Decoder(Kept).decode


class Lines:
    """All raise Away."""

    def __init__(self, wire: Wire, seal: Seal) -> None:
        self._wire = wire
        self._seal = seal

    def sealed(self, name: str, kept: Kept) -> bytes:
        """As it lies in Redis and on disk."""
        return self._seal.close(name.encode(), encode(kept))

    def opened(self, name: str, blob: bytes | None) -> Kept | None:
        """None when it is answered or gone, or its key is."""
        try:
            return decode(self._seal.open(name.encode(), blob)) if blob and blob != DONE else None
        except (Unsealable, msgspec.MsgspecError):
            return None

    def join(self, line: str, name: str, blob: bytes, now: int) -> bool:
        """Whether it is to be answered; not when it was, and its gateway brought it again."""
        (answer,) = self.trip(
            (b"EVAL", KEEP, 3, _message(name), WAITING, _line(line), blob, KEPT_SECONDS, now, name.encode(), line.encode())
        )
        return bool(answer)

    def hold(self, line: str) -> Held | None:
        """None when another worker has it in hand."""
        held = Held(line, secrets.token_hex(8).encode())
        _set, holder = self.trip((b"SET", _hold(line), held.token, b"NX", b"PX", HOLD_MILLISECONDS), (b"GET", _hold(line)))
        return held if holder == held.token else None

    def first(self, held: Held) -> Turn | None:
        """Whose turn it is; None when nobody stands in line, or the line was taken over."""
        while True:
            (name,) = self.trip((b"EVAL", FIRST, 2, _hold(held.line), _line(held.line), held.token, HOLD_MILLISECONDS))
            if name is None:
                return None
            (blob,) = self.trip((b"GET", _message(name.decode())))
            if kept := self.opened(name.decode(), blob):
                return Turn(name.decode(), kept)
            self.finish(held, name.decode())

    def put_last(self, held: Held, name: str) -> None:
        """Behind those that it held up."""
        self.trip((b"EVAL", PUT_LAST, 1, _line(held.line), name.encode()))

    def note(self, name: str, kept: Kept) -> None:
        """What became of it so far."""
        self.trip((b"SET", _message(name), self.sealed(name, kept), b"EX", KEPT_SECONDS))

    def finish(self, held: Held, name: str) -> None:
        """Nothing of its words is left; the name stays, so that a repeat is known."""
        keys = _message(name), _line(held.line), WAITING
        self.trip((b"EVAL", FINISH, 3, *keys, KEPT_SECONDS, name.encode(), held.line.encode()))

    def let_go(self, held: Held) -> bool:
        """Whether anybody stands in line now: who came in the last moment woke a worker that found it held."""
        keys = _hold(held.line), _line(held.line), WAITING
        (left,) = self.trip((b"EVAL", LET_GO, 3, *keys, held.token, held.line.encode()))
        return bool(left)

    def trip(self, *commands: Command) -> list[Any]:
        """The answers; a refusal too means that nothing can be kept."""
        answers = self._wire.trip(*commands)
        if any(isinstance(answer, Refusal) for answer in answers):
            raise Away("refused")
        return answers


def _message(name: str) -> bytes:
    return b"sms:in:" + name.encode()


def _line(line: str) -> bytes:
    return b"sms:line:" + line.encode()


def _hold(line: str) -> bytes:
    return b"sms:hold:" + line.encode()
