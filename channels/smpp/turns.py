"""Which deliver_sm is a repeat: SMPP has no id for it, and the same text twice is two answers when a screen lies between."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from secrets import token_hex

from channels.ussd.smpp import Heard

KEPT = 20_000


@dataclass(slots=True)
class Turn:
    """The last message of a conversation. said: stands for its words. place: the line it came over and its number there.

    reached: whether the SMSC took the reply; None while that is not known.
    """

    said: bytes
    mark: str
    place: tuple[int, int]
    message: str
    reached: bool | None = None
    aborted: bool = False


class Turns:
    """The last turn of each conversation, in this process: a repeat comes within seconds."""

    def __init__(self) -> None:
        self._turns: OrderedDict[str, Turn] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, heard: Heard, place: tuple[int, int]) -> Turn | None:
        """The turn of a message that is to be answered; None for a repeat that is being, or has been, answered."""
        said = blake2b(f"{heard.session}\0{heard.kind}\0{heard.text}".encode("utf-8", "replace"), digest_size=12).digest()
        with self._lock:
            last = self._turns.get(heard.conversation)
            if last is None or last.said != said or not _same(last, heard.mark, place):
                return self._note(heard.conversation, Turn(said, heard.mark, place, token_hex(8)))
            if last.reached is None or (last.reached and last.place[0] == place[0]):
                return None
            # The reply went to a line that is gone, or nowhere: it is given again, byte for byte.
            return self._note(heard.conversation, Turn(said, heard.mark, place, last.message))

    def abort(self, heard: Heard) -> None:
        """The network ended the session: what is still being answered for it is not sent."""
        with self._lock:
            turn = self._turns.pop(heard.conversation, None)
            if turn is not None:
                turn.aborted = True

    def _note(self, conversation: str, turn: Turn) -> Turn:
        self._turns[conversation] = turn
        self._turns.move_to_end(conversation)
        while len(self._turns) > KEPT:
            self._turns.popitem(last=False)
        return turn


def _same(last: Turn, mark: str, place: tuple[int, int]) -> bool:
    """Whether the same words are the same message.

    Where nothing numbers the messages: over one line each has its own sequence number. After a cut the SMSC may give a message
    again under another one, and nobody answers a screen that has not reached her.
    """
    if mark and last.mark:
        return mark == last.mark
    if place[0] == last.place[0]:
        return place == last.place
    return last.reached is not True
