"""What stands on the cards of a map: what is said, what can be chosen, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from engine import problems, resuming
from engine.flow import HOME, Done, Flow, Step
from engine.gallery import Drawn
from engine.graph import Graph
from engine.layout import number_of
from engine.maps.layers import Link, backward
from engine.mentions import Target, targets_of
from engine.registry import Flows
from engine.screens import Ask, End
from engine.session import Level
from engine.text import SOURCE

# More options than these that lead to one place are a list, and told in one line.
LISTED: Final = 3


class Way(NamedTuple):
    """One way on from a step. number: what is typed for it, "" when nothing is."""

    number: str
    label: str
    target: Target


class Row(NamedTuple):
    """One line of a card. chip: where it leads when no line is drawn; kind: flow, back, home or done; key: of the card a line leads to."""

    number: str
    label: str
    chip: str = ""
    kind: str = ""
    key: str = ""


class Card(NamedTuple):
    """kind: screen, ask, secret, end, action or flow. lines: what is said. above: who else leads here."""

    key: str
    kind: str
    title: str
    said: str
    rows: tuple[Row, ...] = ()
    locked: bool = False
    above: str = ""


class Plan(NamedTuple):
    """Cards, and the lines between them with the numbers that are typed."""

    cards: dict[str, Card]
    links: dict[Link, list[str]]


def of_flow(flow: Flow[Any], graph: Graph, gallery: Sequence[Drawn]) -> Plan:
    """A card for each step of the flow."""
    ways = {step: ways_of(step, graph, gallery) for step in flow.steps.values()}
    inside = [
        (step.name, way.target.name) for step in ways for way in ways[step] if isinstance(way.target, Step) and way.target.flow is flow
    ]
    back = backward(list(flow.steps), inside)
    links: dict[Link, list[str]] = {}
    cards = {}
    for step, onward in ways.items():
        rows = []
        for way in onward:
            link = (step.name, way.target.name) if isinstance(way.target, Step) and way.target.flow is flow else None
            if link and link not in back:
                links.setdefault(link, []).append(way.number)
                if way.label:
                    rows.append(Row(way.number, way.label, key=link[1]))
            else:
                rows.append(Row(way.number, way.label, *chip_of(way.target, flow)))
        cards[step.name] = _card(step, tuple(rows), graph, gallery)
    return Plan(cards, links)


def of_all(flows: Flows, graph: Graph, gallery: Sequence[Drawn]) -> Plan:
    """A card for each flow; what the engine says in between is left out."""
    shown = [flow for flow in flows.all if flow.name not in {problems.flow.name, resuming.flow.name}]
    onward = {flow: _flows_after(flow, graph, gallery) for flow in shown}
    names = [flow.name for flow in shown]
    back = backward(names, [(flow.name, target.name) for flow in shown for target in onward[flow] if target in shown])
    links: dict[Link, list[str]] = {}
    cards = {}
    for flow in shown:
        rows = []
        for target, way in onward[flow].items():
            link = (flow.name, target.name)
            if link in back:
                rows.append(Row(way.number, way.label, target.name, "back"))
            elif target in shown:
                links[link] = [way.number]
                rows.append(Row(way.number, way.label or target.name, key=target.name))
        cards[flow.name] = _flow_card(flow, tuple(rows), graph)
    return Plan(cards, links)


def _flow_card(flow: Flow[Any], rows: tuple[Row, ...], graph: Graph) -> Card:
    locked = any(step.level >= Level.PIN for step in flow.steps.values())
    entered = flow.start in graph.entries
    return Card(flow.name, "flow", flow.name, flow.title, rows, locked, _from(flow.start, graph) if entered else "")


def _flows_after(flow: Flow[Any], graph: Graph, gallery: Sequence[Drawn]) -> dict[Flow[Any], Way]:
    """The flows entered from this one, each with the option for it; by the step's name where there is not one option."""
    found: dict[Flow[Any], list[Way]] = {}
    for step in flow.steps.values():
        for way in ways_of(step, graph, gallery):
            if isinstance(way.target, Step) and way.target.flow is not flow:
                found.setdefault(way.target.flow, []).append(way if way.number else Way("", step.name, way.target))
    firsts: dict[Flow[Any], Way] = {}
    for target, ways in found.items():
        numbered = [way for way in ways if way.number] or ways
        several = len({way.label for way in numbered}) > 1
        firsts[target] = Way("", target.name, ways[0].target) if several else numbered[0]
    return dict(sorted(firsts.items(), key=lambda item: _reading_order(item[1])))


def _reading_order(way: Way) -> tuple[bool, int]:
    return not way.number, int(way.number.partition("-")[0] or 0)


def chip_of(target: Target, flow: Flow[Any]) -> tuple[str, str]:
    """What the chip says, and its kind."""
    if isinstance(target, Done):
        return ("main menu", "home") if target is HOME else ("done", "done")
    if target.flow is flow:
        return target.name, "back"
    name = target.flow.name if target is target.flow.start else f"{target.flow.name}: {target.name}"
    return name, "flow"


def ways_of(step: Step, graph: Graph, gallery: Sequence[Drawn]) -> list[Way]:
    """Every way on, the drawn ones first and lists in one."""
    met: dict[tuple[str, Target], Way] = {}
    for drawn in gallery:
        if drawn.step is step and drawn.locale == SOURCE:
            for index, option in enumerate(drawn.options):
                for target in targets_of(option.then) if option.label else ():
                    met.setdefault((number_of(index), target), Way(number_of(index), option.label, target))
    ways = sorted(met.values(), key=_reading_order)
    shown = {way.target for way in ways}
    return [*_in_lists(ways), *(Way("", "", target) for target in graph.leads[step] if target not in shown and target is not step)]


def _in_lists(ways: Sequence[Way]) -> list[Way]:
    result: list[Way] = []
    for target in dict.fromkeys(way.target for way in ways):
        same = [way for way in ways if way.target is target]
        if len(same) > LISTED:
            same = [Way(f"{same[0].number}-{same[-1].number}", f"{same[0].label} ...", target)]
        result += same
    return sorted(result, key=_reading_order)


def _card(step: Step, rows: tuple[Row, ...], graph: Graph, gallery: Sequence[Drawn]) -> Card:
    drawn = next((each for each in gallery if each.step is step and each.locale == SOURCE and each.screen), None)
    screen = drawn.screen if drawn else None
    kind = "action" if step.act else "end" if isinstance(screen, End) else "screen"
    if isinstance(screen, Ask):
        kind = "secret" if screen.secret else "ask"
    said = screen.text if screen else first_sentence((step.act or step.draw).__doc__)
    return Card(step.name, kind, step.name, said, rows, locked=step.level >= Level.PIN, above=_from(step, graph))


def _from(step: Step, graph: Graph) -> str:
    """Who leads here from outside the flow."""
    flows = dict.fromkeys(other.flow.name for other, targets in graph.leads.items() if other.flow is not step.flow and step in targets)
    names = list(flows) or (["every call"] if step in graph.entries[:1] else ["the engine"] if step in graph.entries else [])
    return ", ".join(names)


def first_sentence(docstring: str | None) -> str:
    """Up to the end of its first line."""
    return (docstring or "").strip().partition("\n")[0]
