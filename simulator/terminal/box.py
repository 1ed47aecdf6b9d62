"""Draws a screen in a box, with the room it takes below."""

import unicodedata
from itertools import chain

from simulator.sizes import Size

WIDTH = 30


def draw(screen: str, size: Size | None, state: str) -> str:
    lines = list(chain.from_iterable(wrap(line) for line in screen.split("\n")))
    foot = f" {size.encoding} {size.used}/{size.budget} " if size else f" {state} "
    if size and not size.fits:
        foot = f" TOO LONG:{foot}"
    return "\n".join(
        (
            f"╭{'─' * (WIDTH + 2)}╮",
            *(f"│ {line}{' ' * (WIDTH - columns(line))} │" for line in lines),
            f"╰─{foot}{'─' * (WIDTH + 1 - len(foot))}╯",
        )
    )


def wrap(line: str) -> list[str]:
    """Breaks at spaces, else where the width ends; marks that take no column stay with their letter."""
    lines, rest = [], line
    while columns(rest) > WIDTH:
        cut = _fitting(rest)
        space = rest.rfind(" ", 0, cut + 1)
        cut = space if space > 0 else cut
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, rest]


def columns(text: str) -> int:
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _fitting(text: str) -> int:
    taken = 0
    for place, letter in enumerate(text):
        taken += _columns(letter)
        if taken > WIDTH:
            return place
    return len(text)
