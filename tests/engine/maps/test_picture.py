"""A map is sound SVG: all of it within the picture, the same each time, and nothing a reader cannot see."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from engine import gallery, graph
from engine.maps import cards, picture
from engine.maps.cards import Card, Plan, Row
from engine.maps.shapes import said_lines, shortened
from engine.registry import Flows
from tests.engine.small_service import sound

SVG = "{http://www.w3.org/2000/svg}"
PLAN = Plan(
    {
        "a": Card(
            "a", "screen", "a", "Paid & <counted>", (Row("1", "On", key="b"), Row("2", "Back to a screen with a long name", "a", "back"))
        ),
        "b": Card("b", "action", "b", "Does it.", locked=True),
        "c": Card("c", "secret", "c", "PIN?"),
    },
    {("a", "b"): ["1"], ("b", "c"): [""]},
)


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - made a line above


@pytest.mark.parametrize("rightward", [False, True])
def test_everything_lies_within_the_picture(rightward: bool) -> None:
    root = ET.fromstring(picture.draw(PLAN, "A map", rightward=rightward))  # noqa: S314
    wide, tall = float(root.get("width", "0")), float(root.get("height", "0"))
    for box in root.iter(f"{SVG}rect"):
        assert 0 <= float(box.get("x", "0")) <= wide - float(box.get("width", "0"))
        assert 0 <= float(box.get("y", "0")) <= tall - float(box.get("height", "0"))
    for line in root.iter(f"{SVG}path"):
        if line.get("class") == "line":
            places = [float(number) for number in re.findall(r"-?[\d.]+", line.get("d", ""))]
            assert all(0 <= x <= wide for x in places[::2])
            assert all(0 <= y <= tall for y in places[1::2])


def test_what_is_said_stands_on_the_cards() -> None:
    said = texts(picture.draw(PLAN, "A map"))
    assert {"Paid & <counted>", "Does it.", "PIN?", "••••", "On", "↑ a", "1"} <= set(said)


def test_a_line_carries_a_number_only_where_something_is_typed() -> None:
    assert picture.draw(PLAN, "A map").count('class="badge"') == 1
    assert picture.draw(PLAN, "A map", rightward=True).count('class="badge"') == 0
    assert picture.draw(PLAN, "A map").count('class="line"') == 2


def test_a_lock_stands_where_the_pin_is_asked_for() -> None:
    assert picture.draw(PLAN, "A map").count('class="lock"') == 1


def test_the_same_flow_gives_the_same_picture() -> None:
    def drawn(flows: Flows) -> str:
        screens = gallery.draw_all(flows)
        return picture.draw(cards.of_flow(flows.root, graph.read(flows, screens), screens), "home")

    assert drawn(sound()) == drawn(sound())


def test_long_texts_are_cut_between_clusters_and_end_in_an_ellipsis() -> None:
    assert shortened("short", 10) == "short"
    assert shortened("a longer text", 8) == "a longe…"
    assert shortened("ກຳລັງ", 3) == "ກຳ…"
    assert shortened("abກຳລ", 4) == "ab…"
    assert said_lines(Card("a", "screen", "a", "word " * 60))[-1].endswith("…")
    assert len(said_lines(Card("a", "screen", "a", "line\n" * 9))) == 4


@pytest.mark.parametrize(
    ("numbers", "said"),
    [(["1"], "1"), (["1", "2"], "1, 2"), (["1", "2", "3"], "1-3"), (["1", "2", "4"], "1, 2, 4"), (["1-26", "27"], "1-26, 27"), ([""], "")],
)
def test_numbers_in_a_row_are_told_as_from_and_to(numbers: list[str], said: str) -> None:
    assert picture.typed(numbers) == said


def test_the_numbers_below_a_card_stand_apart() -> None:
    ends = {("a", key): [key * 9] for key in "bcd"}
    card = Card("a", "screen", "a", "Choose")
    root = ET.fromstring(picture.draw(Plan({key: card._replace(key=key) for key in "abcd"}, ends), "A map"))  # noqa: S314
    badges = [box for box in root.iter(f"{SVG}rect") if box.get("class") == "badge"]
    spans = sorted((float(box.get("x", "0")), float(box.get("width", "0"))) for box in badges)
    assert len(spans) == 3
    assert all(left + wide < right for (left, wide), (right, _) in pairwise(spans))
