"""The last turn of each conversation, for all processes bound to SMSCs: a repeat may come to another one, or after a restart.

Within a process turns.py knows repeats without asking; this is asked before a message is answered. While Redis is away each process
knows its own only, and then nothing is answered but an apology.
"""

from __future__ import annotations

import time
from hashlib import blake2b
from secrets import token_hex
from typing import Any, Final

from channels.smpp.turns import Turn
from channels.wire import Away, Refusal, Wire

# Longer than any dialled session.
KEPT_SECONDS: Final = 300
# A message that another process is answering is waited for so long; then that process is taken for dead.
PATIENCE: Final = 5.0
LOOK_EVERY_SECONDS: Final = 0.1

# KEYS: conversation. ARGV: said, mark, process, line, number, message, now, patience, seconds kept, the message that was waited for.
# Answers the message to be answered, "" for a repeat that was answered, or ".<message>" while another process is at it.
BEGIN: Final = b"""
local last = redis.call('HMGET', KEYS[1], 'said', 'mark', 'process', 'line', 'number', 'message', 'reached', 'at')
local message = ARGV[6]
if last[1] == ARGV[1] then
  local here = last[3] == ARGV[3]
  local same = last[7] ~= '1' or last[6] == ARGV[10]
  if last[2] ~= '' and ARGV[2] ~= '' then same = last[2] == ARGV[2]
  elseif here and last[4] == ARGV[4] then same = last[5] == ARGV[5] end
  if same and not here then
    if last[7] == '1' then return '' end
    if last[7] == '' and tonumber(last[8]) + tonumber(ARGV[8]) > tonumber(ARGV[7]) then return '.' .. last[6] end
  end
  if same then message = last[6] end
end
redis.call('HSET', KEYS[1], 'said', ARGV[1], 'mark', ARGV[2], 'process', ARGV[3], 'line', ARGV[4], 'number', ARGV[5],
  'message', message, 'reached', '', 'at', ARGV[7])
redis.call('EXPIRE', KEYS[1], ARGV[9])
return message
"""
# KEYS: conversation. ARGV: message, whether it reached.
END: Final = b"""
if redis.call('HGET', KEYS[1], 'message') == ARGV[1] then redis.call('HSET', KEYS[1], 'reached', ARGV[2]) end
"""


class Memory:
    """hash_key: turns conversations into names, so that Redis holds no numbers."""

    def __init__(self, wire: Wire, hash_key: bytes) -> None:
        self._wire = wire
        self._hash_key = hash_key
        self._process = token_hex(8)

    def begin(self, conversation: str, turn: Turn) -> str:
        """The message to answer, another's where this is its repeat; "" when another process has answered it."""
        found, until = turn.message, time.monotonic() + 2 * PATIENCE
        awaited = ""
        while time.monotonic() < until:
            found = self._asked(conversation, turn, awaited)
            if not found.startswith("."):
                return found
            awaited = found[1:]
            time.sleep(LOOK_EVERY_SECONDS)
        return awaited

    def end(self, conversation: str, turn: Turn) -> None:
        """Whether the reply reached is known."""
        self._trip(b"EVAL", END, 1, self._key(conversation), turn.message.encode(), b"1" if turn.reached else b"0")

    def forget(self, conversation: str) -> None:
        """The network ended the session."""
        self._trip(b"DEL", self._key(conversation))

    def _asked(self, conversation: str, turn: Turn, awaited: str) -> str:
        line, number = turn.place
        told = [turn.said.hex(), turn.mark, self._process, line, number, turn.message, time.time(), PATIENCE, KEPT_SECONDS, awaited]
        said = self._trip(b"EVAL", BEGIN, 1, self._key(conversation), *(str(each).encode() for each in told))
        return turn.message if said is None else said.decode()

    def _trip(self, *command: bytes | int) -> Any:
        """None while Redis is away."""
        try:
            (answer,) = self._wire.trip(command)
        except Away:
            return None
        return None if isinstance(answer, Refusal) else answer

    def _key(self, conversation: str) -> bytes:
        return b"t:" + blake2b(conversation.encode("utf-8", "replace"), key=self._hash_key, digest_size=16).hexdigest().encode()
