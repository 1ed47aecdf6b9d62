"""Writes a conversation as a test that holds the same conversation again."""

import re
from dataclasses import dataclass, field

# The house's line is 140; what stands around a piece of text takes about 30.
LONGEST = 105


@dataclass
class Recording:
    """turns: dials, sends or sees, each with its text, in the order they happened."""

    msisdn: str
    turns: list[tuple[str, str]] = field(default_factory=list)

    def dials(self, code: str) -> None:
        self.turns.append(("dials", code))

    def sends(self, text: str) -> None:
        self.turns.append(("sends", text))

    def sees(self, screen: str) -> None:
        self.turns.append(("sees", screen))

    def as_test(self) -> str:
        """A Python module; empty conversations make an empty test."""
        name = re.sub(r"\D", "", self.msisdn)
        calls = [call for conversation in self._conversations() for call in _statement(conversation)]
        return "\n".join(
            (
                f'"""A conversation of {self.msisdn}, as it was typed and seen."""',
                "",
                "from collections.abc import Callable",
                "",
                "import pytest",
                "",
                "from tests.phone import Phone",
                "",
                "",
                "@pytest.fixture",
                "def phone(phone_of: Callable[[str], Phone]) -> Phone:",
                f'    return phone_of("{self.msisdn}")',
                "",
                "",
                f"def test_the_conversation_of_{name}_goes_as_recorded(phone: Phone) -> None:",
                *(calls or ["    assert phone"]),
                "",
            )
        )

    def _conversations(self) -> list[list[tuple[str, str]]]:
        """A new chain for every dialled code."""
        found: list[list[tuple[str, str]]] = []
        for turn in self.turns:
            if turn[0] == "dials" or not found:
                found.append([])
            found[-1].append(turn)
        return found


def _statement(turns: list[tuple[str, str]]) -> list[str]:
    (verb, text), *rest = turns
    first = f"        phone.{verb}({_argument(text)})"
    return ["    (", first, *(f"        .{verb}({_argument(text)})" for verb, text in rest), "    )"]


def _argument(text: str) -> str:
    if len(_quoted(text)) <= LONGEST:
        return _quoted(text)
    pieces = [piece for line in text.splitlines(keepends=True) for piece in _cut(line)]
    return "\n" + "\n".join(f"            {_quoted(piece)}" for piece in pieces) + "\n        "


def _cut(line: str) -> list[str]:
    return [line[start : start + LONGEST] for start in range(0, len(line), LONGEST)]


def _quoted(text: str) -> str:
    """In double quotes, as the house's formatter wants them; Lao stays readable."""
    body = "".join(_escaped(letter) for letter in text)
    return f'"{body}"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    if letter == "\n":
        return "\\n"
    return letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
