"""Cards stand apart from each other, and straight below what leads to them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine.maps.layers import Link, backward, layered
from engine.maps.places import Gaps, Size, place

KEYS = "abcdefgh"
LINKS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), unique=True, max_size=20)
GAPS = Gaps(across=10, depth=20)
SIZES = {key: Size(breadth=40 + 10 * index, length=30 + 5 * index) for index, key in enumerate(KEYS)}


@given(links=LINKS)
def test_no_card_stands_upon_another(links: list[Link]) -> None:
    back = backward(KEYS, links)
    arranged = layered(KEYS, [link for link in links if link not in back])
    boxes = place(arranged, SIZES, GAPS)
    for layer in arranged.layers:
        for left, right in pairwise(layer):
            apart = boxes[right].across - boxes[right].breadth / 2 - boxes[left].across - boxes[left].breadth / 2
            assert apart >= GAPS.across - 0.2
    for upper, lower in pairwise(arranged.layers):
        assert min(boxes[node].depth for node in lower) - max(boxes[node].end for node in upper) >= GAPS.depth
    assert min(box.across - box.breadth / 2 for box in boxes.values()) >= -0.1


def test_a_chain_stands_straight() -> None:
    arranged = layered("abcd", [("a", "b"), ("a", "c"), ("c", "d")])
    boxes = place(arranged, SIZES, GAPS)
    assert boxes["c"].across == boxes["d"].across
    assert boxes["b"].across < boxes["a"].across < boxes["c"].across
