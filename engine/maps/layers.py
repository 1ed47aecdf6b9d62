"""Cards in layers, so that lines run one way and cross as little as can be (after Sugiyama, Tagawa and Toda, 1981)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Link = tuple[str, str]
SWEEPS = 12


class Bend(NamedTuple):
    """Where a line passes a layer between other cards."""

    link: Link
    layer: int


Node = str | Bend


class Layered(NamedTuple):
    """layers: of cards and bends, each in its order. runs: every line as the nodes it passes, ends included."""

    layers: Sequence[Sequence[Node]]
    runs: Mapping[Link, Sequence[Node]]


def backward(keys: Sequence[str], links: Iterable[Link]) -> set[Link]:
    """The links that lead back to where one came from, found by walking from the first key on."""
    onward: dict[str, list[str]] = {key: [] for key in keys}
    for source, target in links:
        onward[source].append(target)
    found: set[Link] = set()
    done: set[str] = set()

    def walk(key: str, path: tuple[str, ...]) -> None:
        for target in onward[key]:
            if target in path:
                found.add((key, target))
            elif target not in done:
                walk(target, (*path, target))
        done.add(key)

    for key in keys:
        if key not in done:
            walk(key, (key,))
    return found


def layered(keys: Sequence[str], links: Sequence[Link]) -> Layered:
    """Every key in a layer below all that lead to it; `links` hold no circle."""
    depth = _depths(keys, links)
    layers: list[list[Node]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for key in keys:
        layers[depth[key]].append(key)
    runs: dict[Link, list[Node]] = {}
    for source, target in links:
        bends = [Bend((source, target), layer) for layer in range(depth[source] + 1, depth[target])]
        runs[source, target] = [source, *bends, target]
        for bend in bends:
            layers[bend.layer].append(bend)
    return Layered(_ordered(layers, runs), runs)


def _depths(keys: Sequence[str], links: Sequence[Link]) -> dict[str, int]:
    depth = dict.fromkeys(keys, 0)
    for _ in keys:
        for source, target in links:
            depth[target] = max(depth[target], depth[source] + 1)
    return depth


def _ordered(layers: list[list[Node]], runs: Mapping[Link, Sequence[Node]]) -> list[list[Node]]:
    """The order with the fewest crossings met while each layer follows the middle of its neighbours, to and fro."""
    steps = [(run[i], run[i + 1]) for run in runs.values() for i in range(len(run) - 1)]
    above: dict[Node, list[Node]] = {}
    below: dict[Node, list[Node]] = {}
    for upper, lower in steps:
        above.setdefault(lower, []).append(upper)
        below.setdefault(upper, []).append(lower)
    best = [list(layer) for layer in layers]
    fewest = _crossings(best, below)
    for sweep in range(SWEEPS):
        downward = sweep % 2 == 0
        order = range(1, len(layers)) if downward else range(len(layers) - 2, -1, -1)
        for index in order:
            beside = layers[index - 1 if downward else index + 1]
            _follow(layers[index], beside, above if downward else below)
        if (crossings := _crossings(layers, below)) < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    return best


def _follow(layer: list[Node], beside: Sequence[Node], neighbours: Mapping[Node, Sequence[Node]]) -> None:
    place = {node: index for index, node in enumerate(beside)}
    own = {node: index * len(beside) / max(len(layer), 1) for index, node in enumerate(layer)}

    def middle(node: Node) -> float:
        places = [place[other] for other in neighbours.get(node, ()) if other in place]
        return sum(places) / len(places) if places else own[node]

    layer.sort(key=middle)


def _crossings(layers: Sequence[Sequence[Node]], below: Mapping[Node, Sequence[Node]]) -> int:
    count = 0
    for index in range(len(layers) - 1):
        place = {node: number for number, node in enumerate(layers[index + 1])}
        ends = [sorted(place[lower] for lower in below.get(node, ())) for node in layers[index]]
        for left in range(len(ends)):
            for right in range(left + 1, len(ends)):
                count += sum(a > b for a in ends[left] for b in ends[right])
    return count
