"""The pieces of a picture, as SVG: cards, their lines and chips, the marks on them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from engine.graphemes import clusters
from engine.maps.cards import Card, Row

# Of a card with a screen or an action on it, and of one for a whole flow.
WIDTH, FLOW_WIDTH = 284, 214
PAD: Final = 14
HEAD, LINE, ROW = 24, 17, 24
MOST_LINES: Final = 4
# An average letter of a sans serif at 12 px: nothing here can measure a font.
LETTER: Final = 6.3
CHIP_PAD: Final = 9

STYLE: Final = """
text { font: 12px "Noto Sans", "Noto Sans Lao", "Segoe UI", Roboto, Helvetica, Arial, sans-serif; fill: #1e293b }
.name { font: 600 11px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #475569 }
.act { font-style: italic; fill: #4338ca }
.from { font-size: 10.5px; fill: #64748b }
.number { font-weight: 700; fill: #0f766e }
.card { fill: #fff; stroke: #94a3b8; stroke-width: 1.2 }
.card.action { fill: #eef2ff; stroke: #818cf8 }
.card.end { fill: #fff1f2; stroke: #fb7185 }
.card.flow { stroke: #0d9488; stroke-width: 1.6 }
.rule { stroke: #e2e8f0 }
.input { fill: #f8fafc; stroke: #64748b; stroke-dasharray: 3 2 }
.line { fill: none; stroke: #64748b; stroke-width: 1.4 }
.tip { fill: #64748b }
.badge { fill: #0f766e }
.badge + text { font-size: 10px; font-weight: 700; fill: #fff; text-anchor: middle }
.chip { stroke-width: 1 }
.chip + text { font-size: 10.5px; text-anchor: middle }
.chip.flow { fill: #ccfbf1; stroke: #5eead4 }
.chip.back { fill: #f1f5f9; stroke: #cbd5e1 }
.chip.home { fill: #fef3c7; stroke: #fcd34d }
.chip.done { fill: #dcfce7; stroke: #86efac }
.lock { fill: #d97706 }
.shackle { fill: none; stroke: #d97706; stroke-width: 1.8 }
"""
SIGN: Final = {"flow": "→", "back": "↑", "home": "⌂", "done": "✓"}


def width(card: Card) -> float:
    """Of a card."""
    return FLOW_WIDTH if card.kind == "flow" else WIDTH


def said_lines(card: Card) -> list[str]:
    """What is said, in lines as wide as a card; the rest is left out."""
    most = int((width(card) - 2 * PAD) / LETTER)
    lines = [line for part in card.said.split("\n") for line in textwrap.wrap(part, most)]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], shortened(f"{lines[MOST_LINES - 1]} ...", most)]
    return lines


def height(card: Card) -> float:
    """Of a card with everything on it."""
    typed = ROW if card.kind in {"ask", "secret"} else 0
    return HEAD + LINE * len(said_lines(card)) + typed + ROW * len(card.rows) + (10 if card.rows or card.said else 2)


def row_middle(card: Card, index: int) -> float:
    """How far below a card's top its row is."""
    return height(card) - 5 - ROW * (len(card.rows) - index) + ROW / 2


def card_shape(card: Card, x: float, y: float) -> Iterator[str]:
    """The whole card, its top left corner at x and y."""
    wide, radius = width(card), 16 if card.kind == "action" else 9
    if card.above:
        yield text(x + PAD, y - 6, f"from {shortened(card.above, 38)}", "from")
    yield f'<rect class="card {card.kind}" x="{x:g}" y="{y:g}" width="{wide}" height="{height(card):g}" rx="{radius}"/>'
    yield text(x + PAD, y + 17, card.title, "name")
    if card.locked:
        yield lock(x + wide - PAD - 10, y + 6)
    if card.kind == "end":
        yield text(x + wide - PAD - 26, y + 17, "END", "name")
    top = y + HEAD
    for index, line in enumerate(said_lines(card)):
        yield text(x + PAD, top + 13 + LINE * index, line, "act" if card.kind == "action" else "")
    if card.kind in {"ask", "secret"}:
        yield typing(x + PAD, top + LINE * len(said_lines(card)) + 4, "••••" if card.kind == "secret" else "…")
    if card.rows:
        edge = row_middle(card, 0) + y - ROW / 2
        yield f'<path class="rule" d="M{x + PAD:g} {edge:g}H{x + wide - PAD:g}"/>'
    for index, row in enumerate(card.rows):
        yield from row_shape(row, x, y + row_middle(card, index), wide)


def row_shape(row: Row, x: float, middle: float, width: float) -> Iterator[str]:
    """One line: the number to type, the label, and the chip of where it leads."""
    indent = PAD + (6 + LETTER * 1.15 * len(row.number) if row.number else 0)
    room = width - indent - PAD
    if row.chip:
        said = shortened(f"{SIGN[row.kind]} {row.chip}", 26)
        wide = round(LETTER * 0.92 * len(said)) + 2 * CHIP_PAD
        left = x + (width - PAD - wide if row.label else indent)
        room -= wide + 6
        yield f'<rect class="chip {row.kind}" x="{left:g}" y="{middle - 9:g}" width="{wide:g}" height="18" rx="9"/>'
        yield text(left + wide / 2, middle + 4, said)
    if row.number:
        yield text(x + PAD, middle + 4, row.number, "number")
    if row.label:
        yield text(x + indent, middle + 4, shortened(row.label, int(room / LETTER)), "" if row.number else "name")


def badge_width(number: str) -> float:
    """A round one for one digit."""
    return max(16.0, 6.0 * len(number) + 10)


def badge(x: float, y: float, number: str) -> str:
    """The number that is typed to go along a line."""
    wide = badge_width(number)
    place = f'x="{x - wide / 2:g}" y="{y - 8:g}" width="{wide:g}" height="16" rx="8"'
    return f'<rect class="badge" {place}/>{text(x, y + 3.5, number)}'


def lock(x: float, y: float) -> str:
    """A PIN is asked for on the way."""
    shackle = f'<path class="shackle" d="M{x + 2:g} {y + 6:g}V{y + 4:g}a3 3 0 0 1 6 0V{y + 6:g}"/>'
    return f'<g><title>PIN</title>{shackle}<rect class="lock" x="{x:g}" y="{y + 6:g}" width="10" height="8" rx="2"/></g>'


def typing(x: float, y: float, said: str) -> str:
    """Where something is typed."""
    return f'<rect class="input" x="{x:g}" y="{y:g}" width="86" height="19" rx="4"/>{text(x + 8, y + 14, said)}'


def text(x: float, y: float, said: str, kind: str = "") -> str:
    """One line of text, its baseline at y."""
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:g}" y="{y:g}">{escape(said)}</text>'


def shortened(said: str, most: int) -> str:
    """At most so many letters, cut between clusters."""
    if len(said) <= most:
        return said
    kept = ""
    for cluster in clusters(said):
        if len(kept) + len(cluster) > most - 1:
            break
        kept += cluster
    return f"{kept.rstrip(' .')}…"
