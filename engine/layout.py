"""A screen as numbered text, cut into pages that a gateway can carry."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

import msgspec

from engine.encoding import Budget, fits
from engine.graphemes import clusters, fold_digits
from engine.text import _

Room = Callable[[str], bool]

# A phone number, a month with its year, a date: read aloud in one breath, and mistaken when the end is overleaf.
_SENTENCE: Final = re.compile(r"[.!?:](?:\s+|$)")
_TOGETHER: Final = re.compile(r"(?<=\d)\s+(?=\d)|(?<=\b[A-Z][a-z][a-z])\s(?=\d{4}\b)|(?<=\d)\s(?=[A-Z][a-z][a-z]\s\d{4}\b)")


class Controls(msgspec.Struct, frozen=True, gc=False):
    """Which ways out a screen offers; whether there is more is known by the page."""

    back: bool = False
    home: bool = False


def _number(index: int) -> str:
    # 9 is "more" and 0 is "back" on every screen.
    return str(index + 1 if index < 8 else index + 2)


# A page that so many times over would still fit is nearly empty: a heading waits for what it heads.
LONELY: Final = 4
NUMBERS: Final = tuple(map(_number, range(200)))
_index: Final = {number: index for index, number in enumerate(NUMBERS)}


def number_of(index: int) -> str:
    """What is typed to choose option `index` (0, 1, ... 199): 1 to 8, then 10, 11, ..."""
    return NUMBERS[index]


def index_of(number: str, count: int) -> int | None:
    """The option chosen by typing `number`, in any script, on a screen of `count` options; None when it has none such."""
    index = _index.get(fold_digits(number))
    return index if index is not None and index < count else None


def pages(text: str, labels: Sequence[str], controls: Controls, budget: Budget, complaint: str = "") -> tuple[str, ...]:
    """The screen in one page or more, each within the budget. An empty label shows nothing and keeps its number free.

    Raises ValueError when the budget cannot hold the control lines and one character.
    """
    lines = [complaint, text] if complaint else [text] if text else []
    lines += [f"{NUMBERS[index]} {label}" for index, label in enumerate(labels) if label]
    back = _("0 Back") if controls.back else ""
    page = "\n".join([*lines, back] if back else lines)
    if fits(page, budget):
        return (_with_home(page, controls, budget),)
    content = "\n".join(lines).strip()
    return tuple(_with_home(page, controls, budget) for page in _cut(content.split("\n"), back, budget))


def _with_home(page: str, controls: Controls, budget: Budget) -> str:
    """The way home is a comfort: it never costs a page."""
    if not controls.home:
        return page
    longer = _below(page, _("00 Menu"))
    return longer if fits(longer, budget) else page


def _below(page: str, line: str) -> str:
    return f"{page}\n{line}" if page and line else page or line


def _cut(lines: list[str], back: str, budget: Budget) -> list[str]:
    done: list[str] = []
    rest = [line.strip() for line in lines]
    while not fits(last := _below("\n".join(rest).strip(), back), budget):
        controls = _below(back, _("9 More"))
        page, rest = _fill(rest, controls, budget)
        done.append(_below(page, controls))
        # From the second page on there is always a way back: to the page before.
        back = _("0 Back")
    return [*done, last]


def _fill(lines: list[str], controls: str, budget: Budget) -> tuple[str, list[str]]:
    """As much as one page holds, and the lines left. Something is always left: this page says that there is more."""

    def room(page: str) -> bool:
        return fits(_below(page, controls), budget)

    page = ""
    for position, line in enumerate(lines):
        left = lines[position + 1 :]
        longer = f"{page}\n{line}" if page else line
        if left and room(longer):
            page = longer
            continue
        # The line goes whole to the next page, unless that leaves a lonely heading or it is longer than a page.
        if page and room(line) and not room("\n".join([page] * LONELY)):
            return page.rstrip(), lines[position:]
        end = _end_of_head(line, page, room, budget)
        if not end:
            return page.rstrip(), lines[position:]
        return _below(page, line[:end].rstrip()), [line[end:].lstrip(), *left]
    raise ValueError("nothing to cut")


def _end_of_head(line: str, page: str, room: Room, budget: Budget) -> int:
    """Where to cut a line that does not fit below `page`: 0 when no word of it fits there."""
    near = line[: max(budget) + 1]
    ways = (_words,) if page else (_words, _clusters, _characters)
    if budget.parts:
        # Nobody pages through an SMS as through a dialled screen: it ends with a sentence where it can.
        ways = (_sentences, *ways)
    for way in ways:
        ends = [end for end in way(near) if 0 < end < len(line)]
        found = bisect_left(ends, True, key=lambda end: not room(_below(page, line[:end].rstrip())))
        if found:
            return ends[found - 1]
    if page:
        return 0
    raise ValueError("the budget does not hold the control lines and one character")


def _sentences(text: str) -> list[int]:
    """Where sentences end, but for the first third: a page with hardly a word on it is worse than a parted sentence."""
    return [match.end() for match in _SENTENCE.finditer(text) if match.end() > len(text) // 3]


def _words(text: str) -> list[int]:
    held = {match.end() for match in _TOGETHER.finditer(text)}
    if text.isascii():
        return [match.end() for match in re.finditer(r"\s+", text) if match.end() not in held]
    # Loaded only here: ICU takes 30 ms and 8 MB to load, and most screens are never cut.
    from icu4py.breakers import LineBreaker

    # ICU parts a tone from its AM now and then, and a leading vowel from its consonant: only whole clusters count.
    whole = set(_clusters(text)) - held
    return [end for end in accumulate(map(len, LineBreaker(text, "lo"))) if end in whole]


def _clusters(text: str) -> list[int]:
    return list(accumulate(map(len, clusters(text))))[:-1]


def _characters(text: str) -> list[int]:
    return list(range(1, len(text)))
