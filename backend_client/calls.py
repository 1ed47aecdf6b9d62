"""The kinds of call a resource makes, as its file needs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from backend_client.shapes import Shape

T = TypeVar("T", bound=Shape)
Body = Mapping[str, Any]
Words = Mapping[str, str]
NO_WORDS: Words = {}


class Calls(Protocol):
    """Routes are templates: `parts` fill their braces, `query` values that are empty are left out. All raise Refused, Unavailable."""

    def read(self, shape: type[T], route: str, parts: Words = NO_WORDS, query: Words = NO_WORDS) -> T:
        """GET; sent again when the connection breaks."""

    def known(self, shape: type[T], route: str, query: Words = NO_WORDS) -> T:
        """GET of what is the same for everybody, kept in the process."""

    def create(self, shape: type[T], route: str, body: Body | None, parts: Words = NO_WORDS) -> T:
        """POST with an idempotency key, so that it may be sent again and still happens once."""

    def post(self, shape: type[T], route: str, body: Body, parts: Words = NO_WORDS, *, repeatable: bool = False, purpose: str = "") -> T:
        """POST without a key: sent again only where `repeatable` says that a second arrival does no harm."""

    def payments_paused(self, *, confirming: bool = False) -> bool:
        """Whether too many payments end in doubt for new ones to be begun. confirming: the price's look still serves."""

    def put(self, shape: type[T], route: str, body: Body, parts: Words = NO_WORDS) -> T:
        """PUT; not sent again."""
