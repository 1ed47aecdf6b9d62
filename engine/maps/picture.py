"""A whole map as one SVG: cards placed in layers, downwards or to the right, and the lines between them."""

from __future__ import annotations

from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape

from engine.maps.cards import Plan
from engine.maps.layers import Link, layered
from engine.maps.places import Gaps, Size, place
from engine.maps.shapes import STYLE, badge, badge_width, card_shape, height, row_middle, width

MARGIN: Final = 26
DOWNWARD: Final = Gaps(across=34, depth=64)
RIGHTWARD: Final = Gaps(across=26, depth=74)
BETWEEN_PORTS: Final = 12
TIP: Final = 7
Point = tuple[float, float]


def draw(plan: Plan, title: str, *, rightward: bool = False) -> str:
    """rightward: lines leave from the row that leads on; otherwise from below the card, with the number that is typed."""
    return _Picture(plan, rightward).written(title)


class _Picture:
    """Geometry is told as (across, depth): across the layers' direction, and from the first layer on."""

    def __init__(self, plan: Plan, rightward: bool) -> None:
        self.plan = plan
        self.rightward = rightward
        extents = {key: (height(card), width(card)) for key, card in plan.cards.items()}
        sizes = {key: Size(tall, wide) if rightward else Size(wide, tall) for key, (tall, wide) in extents.items()}
        self.arranged = layered(list(plan.cards), list(plan.links))
        self.boxes = place(self.arranged, sizes, RIGHTWARD if rightward else DOWNWARD)
        self.floors = [max(self.boxes[node].end for node in layer) for layer in self.arranged.layers]
        self.layer_of = {node: index for index, layer in enumerate(self.arranged.layers) for node in layer}

    def written(self, title: str) -> str:
        """The file."""
        shapes = [self._line(self._points(link)) for link in self.plan.links]
        for key, card in self.plan.cards.items():
            box = self.boxes[key]
            x, y = self._at(box.across - box.breadth / 2, box.depth)
            shapes += card_shape(card, x, y)
        if not self.rightward:
            shapes += [self._badge(link) for link in self.plan.links if any(self.plan.links[link])]
        across = max((box.across + box.breadth / 2 for box in self.boxes.values()), default=0)
        wide, tall = (self.floors[-1], across) if self.rightward else (across, self.floors[-1])
        return _file(shapes, title, wide + 2 * MARGIN, tall + 2 * MARGIN)

    def _port(self, link: Link) -> float:
        """Where along its card a line begins."""
        source = link[0]
        box = self.boxes[source]
        if self.rightward:
            rows = [index for index, row in enumerate(self.plan.cards[source].rows) if row.key == link[1]]
            return box.across - box.breadth / 2 + (row_middle(self.plan.cards[source], rows[0]) if rows else box.breadth / 2)
        ends = [other for other in self.plan.links if other[0] == source]
        ends.sort(key=lambda other: self.boxes[self.arranged.runs[other][1]].across)
        wide = [badge_width(typed(self.plan.links[end])) + BETWEEN_PORTS for end in ends]
        before = wide[: ends.index(link)]
        return box.across - sum(wide) / 2 + sum(before) + wide[len(before)] / 2

    def _points(self, link: Link) -> list[Point]:
        """The line goes straight past the cards of a layer, and bends between two layers only."""
        run = self.arranged.runs[link]
        port, start = self._port(link), self.boxes[run[0]]
        points = [(port, start.end), (port, self.floors[self.layer_of[run[0]]])]
        for node in run[1:-1]:
            points += [(self.boxes[node].across, self.boxes[node].depth), (self.boxes[node].across, self.boxes[node].end)]
        target = self.boxes[run[-1]]
        return [*points, (target.across, target.depth - TIP)]

    def _line(self, points: list[Point]) -> str:
        path = "M{:g} {:g}".format(*self._at(*points[0]))
        for here, there in pairwise(points):
            middle = (here[1] + there[1]) / 2
            stops = [there] if here[0] == there[0] else [(here[0], middle), (there[0], middle), there]
            path += "LC"[len(stops) > 1] + " ".join("{:g} {:g}".format(*self._at(*stop)) for stop in stops)
        return f'<path class="line" marker-end="url(#tip)" d="{path}"/>'

    def _badge(self, link: Link) -> str:
        x, y = self._at(self._port(link), self.boxes[link[0]].end)
        return badge(x, y, typed(self.plan.links[link]))

    def _at(self, across: float, depth: float) -> Point:
        x, y = (depth, across) if self.rightward else (across, depth)
        return round(x + MARGIN, 1), round(y + MARGIN, 1)


def typed(numbers: list[str]) -> str:
    """The numbers that lead along one line, those in a row as from and to."""
    numbers = [number for number in numbers if number]
    if len(numbers) > 2 and all(map(str.isdigit, numbers)) and int(numbers[-1]) - int(numbers[0]) == len(numbers) - 1:
        return f"{numbers[0]}-{numbers[-1]}"
    return ", ".join(numbers)


def _file(shapes: list[str], title: str, wide: float, tall: float) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{tall:g}" viewBox="0 0 {wide:g} {tall:g}" role="img">'
    tip = '<marker id="tip" markerWidth="9" markerHeight="9" refX="1" refY="4" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker>'
    ground = f'<rect width="{wide:g}" height="{tall:g}" fill="#f8fafc" rx="12"/>'
    return "\n".join(
        [head, f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>", f"<defs>{tip}</defs>", ground, *shapes, "</svg>", ""]
    )
