"""What a person sees: a menu, a question or the last word; nothing here names a channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from engine.flow import Go
    from engine.parsers import Invalid

Parser = Callable[[str], "Any | Invalid"]
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


# Structs are made in C: a menu is drawn twice a message, and each of its options would cost a Python call.
class Option(msgspec.Struct, eq=False, gc=False):
    """One line to choose. `save` sets fields of the record; an option without a label keeps its number free."""

    key: str
    label: str
    then: Go
    save: Mapping[str, Any] = NOTHING


def when(condition: object, option: Option) -> Option:
    """The option, or an empty place: the numbers of the others stay, so that dial strings on posters stay true."""
    return option if condition else Option(option.key, "", option.then, option.save)


class Menu:
    """A text and numbered options; without options it is a page to read and go back from."""

    __slots__ = ("options", "text")

    def __init__(self, text: str, *options: Option) -> None:
        self.text = text
        self.options = options


class Ask(msgspec.Struct, eq=False, gc=False):
    """A question. The parsed answer is set as the record's field `save`; a secret one reaches only `call.secret`."""

    text: str
    parser: Parser
    then: Go
    save: str = ""
    secret: bool = False


class End(msgspec.Struct, eq=False, gc=False):
    """The last word: the conversation is over when it is shown, so it must fit one page."""

    text: str


Screen = Menu | Ask | End
