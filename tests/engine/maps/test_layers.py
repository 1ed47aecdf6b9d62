"""Lines on a map run one way, and cross no more than they must."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from engine.maps.layers import Bend, Link, backward, layered

KEYS = "abcdefgh"
LINKS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), unique=True, max_size=20)


def one_way(links: list[Link]) -> list[Link]:
    back = backward(KEYS, links)
    return [link for link in links if link not in back]


def test_a_way_back_is_told_from_a_way_on() -> None:
    assert backward("abc", [("a", "b"), ("b", "c"), ("c", "a"), ("b", "b"), ("a", "c")]) == {("c", "a"), ("b", "b")}


@given(links=LINKS)
def test_without_the_ways_back_no_walk_comes_round(links: list[Link]) -> None:
    walks = {key: {target for source, target in one_way(links) if source == key} for key in KEYS}
    for _ in KEYS:
        walks = {key: set().union(targets, *(walks[target] for target in targets)) for key, targets in walks.items()}
    assert all(key not in targets for key, targets in walks.items())


@given(links=LINKS)
def test_every_card_lies_below_all_that_lead_to_it_and_is_there_once(links: list[Link]) -> None:
    arranged = layered(KEYS, one_way(links))
    nodes = list(itertools.chain.from_iterable(arranged.layers))
    assert sorted(node for node in nodes if isinstance(node, str)) == list(KEYS)
    layer_of = {node: index for index, layer in enumerate(arranged.layers) for node in layer}
    for run in arranged.runs.values():
        assert [layer_of[node] for node in run] == list(range(layer_of[run[0]], layer_of[run[-1]] + 1))


@given(links=LINKS)
def test_a_map_is_arranged_the_same_each_time(links: list[Link]) -> None:
    assert layered(KEYS, one_way(links)) == layered(KEYS, one_way(links))


def test_lines_that_need_not_cross_do_not() -> None:
    arranged = layered("abcdef", [("a", "f"), ("b", "e"), ("c", "d")])
    above, below = arranged.layers
    assert [{"a": "f", "b": "e", "c": "d"}[str(node)] for node in above] == below


def test_a_long_line_passes_every_layer_between() -> None:
    arranged = layered("abc", [("a", "b"), ("b", "c"), ("a", "c")])
    assert arranged.runs["a", "c"] == ["a", Bend(("a", "c"), 1), "c"]
