"""What a person sees: a menu, a question or the last word; nothing here names a channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from engine.flow import Go
    from engine.parsers import Invalid

Parser = Callable[[str], "Any | Invalid"]
NOTHING: Final[Mapping[str, Any]] = {}


class Option:
    """One line to choose. `save` sets fields of the record; an option without a label keeps its number free."""

    __slots__ = ("key", "label", "save", "then")

    def __init__(self, key: str, label: str, then: Go, save: Mapping[str, Any] = NOTHING) -> None:
        self.key = key
        self.label = label
        self.then = then
        self.save = save


def when(condition: object, option: Option) -> Option:
    """The option, or an empty place: the numbers of the others stay, so that dial strings on posters stay true."""
    return option if condition else Option(option.key, "", option.then, option.save)


class Menu:
    """A text and numbered options; without options it is a page to read and go back from."""

    __slots__ = ("options", "text")

    def __init__(self, text: str, *options: Option) -> None:
        self.text = text
        self.options = options


class Ask:
    """A question. The parsed answer is set as the record's field `save`; a secret one reaches only `call.secret`."""

    __slots__ = ("parser", "save", "secret", "text", "then")

    def __init__(self, text: str, parser: Parser, then: Go, *, save: str = "", secret: bool = False) -> None:
        self.text = text
        self.parser = parser
        self.then = then
        self.save = save
        self.secret = secret


class End:
    """The last word: the conversation is over when it is shown, so it must fit one page."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


Screen = Menu | Ask | End
