"""What is written down before something is done that cannot be undone, so that who tries again knows of the first try."""

from __future__ import annotations

from typing import Protocol


class Marks(Protocol):
    """Kept outside the session, which is stored only once the message is answered; for as long as a session at least."""

    def mark(self, name: str) -> bool:
        """Whether it was not marked before. Raises when it cannot be written down; then the thing must not be done."""

    def unmark(self, name: str) -> None:
        """It is certain that nothing was done."""


class NoMarks:
    """Where nothing is done for real."""

    def mark(self, name: str) -> bool:  # noqa: ARG002
        return True

    def unmark(self, name: str) -> None:
        pass
