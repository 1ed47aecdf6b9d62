"""What a conversation may do outside of itself: nothing, until it is surely ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from channels.sessions import Sessions, Taken

if TYPE_CHECKING:
    from backend_client import Backend

# The backend until a time on the monotonic clock, in the name of a caller's token, under a key for what it creates.
Bind = Callable[[float, str, str], "Backend"]


class Hold(NamedTuple):
    """Claims the conversation before the backend is asked and before anything is written down; raises Overtaken."""

    sessions: Sessions
    taken: Taken
    bind: Bind
    deadline: float

    def backend(self, token: str, key: str) -> Backend:
        """The backend in the name of a caller's token."""
        self.sessions.claim(self.taken)
        return self.bind(self.deadline, token, key)

    def mark(self, name: str) -> bool:
        """Whether it was not marked before."""
        self.sessions.claim(self.taken)
        return self.sessions.mark(name)

    def unmark(self, name: str) -> None:
        """Forgets it."""
        self.sessions.unmark(name)
