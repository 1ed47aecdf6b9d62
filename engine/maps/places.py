"""Where each card of a layer stands: as near as can be to what it is joined with, none upon another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engine.maps.layers import Bend, Layered, Node

# To and fro, and the last one downwards: what has one card above it stands straight below.
ROUNDS = 13
# A line that passes a layer stays straight before a card stands in the middle.
STRAIGHT = 8.0


class Box(NamedTuple):
    """across: the middle of a card along its layer. depth: where it begins, from the first layer on."""

    across: float
    breadth: float
    depth: float
    length: float

    @property
    def end(self) -> float:
        """Where it is over."""
        return self.depth + self.length


class Gaps(NamedTuple):
    """Between cards of a layer, and between layers."""

    across: float
    depth: float


class Size(NamedTuple):
    """A card's extent along its layer, and in the direction of the lines."""

    breadth: float
    length: float


LINE = Size(10, 0)


def place(layered: Layered, sizes: Mapping[str, Size], gaps: Gaps) -> dict[Node, Box]:
    """Every card and every bend; a bend is as long as its layer is deep."""
    layers = layered.layers
    size: dict[Node, Size] = {node: LINE if isinstance(node, Bend) else sizes[node] for layer in layers for node in layer}
    joined: dict[Node, list[Node]] = {node: [] for node in size}
    for run in layered.runs.values():
        for i in range(len(run) - 1):
            joined[run[i]].append(run[i + 1])
            joined[run[i + 1]].append(run[i])
    across = _across(layers, size, joined, gaps.across)
    boxes: dict[Node, Box] = {}
    depth = 0.0
    for layer in layers:
        deepest = max(size[node].length for node in layer)
        for node in layer:
            length = deepest if isinstance(node, Bend) else size[node].length
            boxes[node] = Box(across[node], size[node].breadth, depth, length)
        depth += deepest + gaps.depth
    return boxes


def _across(
    layers: Sequence[Sequence[Node]], size: Mapping[Node, Size], joined: Mapping[Node, Sequence[Node]], gap: float
) -> dict[Node, float]:
    across = dict.fromkeys(size, 0.0)
    for layer in layers:
        across.update(_settled(layer, dict.fromkeys(layer, (0.0, 1.0)), size, gap))
    for turn in range(ROUNDS):
        order = range(len(layers)) if turn % 2 == 0 else range(len(layers) - 1, -1, -1)
        for index in order:
            near = index - 1 if turn % 2 == 0 else index + 1
            beside = set(layers[near]) if 0 <= near < len(layers) else set()
            wished = {node: _wish(node, [other for other in joined[node] if other in beside], across) for node in layers[index]}
            across.update(_settled(layers[index], wished, size, gap))
    left = min((across[node] - size[node].breadth / 2 for node in size), default=0.0)
    return {node: round(value - left, 1) for node, value in across.items()}


def _wish(node: Node, beside: Sequence[Node], across: Mapping[Node, float]) -> tuple[float, float]:
    """Where a card would stand best, and how much that counts."""
    straight = isinstance(node, Bend) and any(isinstance(other, Bend) for other in beside)
    middle = sum(across[other] for other in beside) / len(beside) if beside else across[node]
    return middle, STRAIGHT if straight else 1.0


def _settled(layer: Sequence[Node], wished: Mapping[Node, tuple[float, float]], size: Mapping[Node, Size], gap: float) -> dict[Node, float]:
    """The places nearest to those wished for that keep order and distance: neighbours in each other's way move as one."""
    offsets: list[float] = []
    for index, node in enumerate(layer):
        room = (size[layer[index - 1]].breadth + size[node].breadth) / 2 + gap if index else 0.0
        offsets.append((offsets[-1] if offsets else 0.0) + room)
    # Blocks of (weighted sum, weight, count); a block further left than the one before it joins it.
    blocks: list[tuple[float, float, int]] = []
    for node, offset in zip(layer, offsets, strict=True):
        place, weight = wished[node]
        blocks.append((weight * (place - offset), weight, 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            last, before = blocks.pop(), blocks.pop()
            blocks.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    moved = [total / weight for total, weight, count in blocks for _ in range(count)]
    return {node: shift + offset for node, shift, offset in zip(layer, moved, offsets, strict=True)}
