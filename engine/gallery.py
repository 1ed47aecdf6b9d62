"""Every screen drawn with every example in every language: what the checker measures and the book shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from engine import resuming
from engine.flow import Flow, Record, Step
from engine.registry import Flows
from engine.screens import Menu, Option, Screen
from engine.text import LOCALES, current_locale, use_locale

Example = Callable[[], Record]


class Drawn(NamedTuple):
    """One drawing; `screen` is None where it failed, and `error` says how."""

    step: Step
    example: str
    locale: str
    screen: Screen | None
    error: str = ""

    @property
    def options(self) -> tuple[Option, ...]:
        """The options, those included whose number is kept free."""
        return self.screen.options if isinstance(self.screen, Menu) else ()


def examples_of(flows: Flows, flow: Flow[Any]) -> dict[str, Example]:
    """A flow's own by name; the offer to go on is drawn with the title of every flow there is."""
    examples = tuple(flow.examples)
    if flow is resuming.flow:
        examples = tuple(partial(resuming.Dropped, task=each.title) for each in flows.all if each.title) or examples
    return {_name_of(example) or f"example {number}": example for number, example in enumerate(examples, 1)}


def _name_of(example: Example) -> str:
    """Its function's name, or the values it is made with; "" when it has no name."""
    if isinstance(example, partial):
        return ", ".join(map(str, example.keywords.values()))
    if isinstance(example, type):
        return "nothing yet"
    name = getattr(example, "__name__", "")
    return "" if name == "<lambda>" else name.replace("_", " ")


def draw_all(flows: Flows) -> tuple[Drawn, ...]:
    """All of it, in the order of flows, steps, examples and languages."""
    before = current_locale()
    try:
        return tuple(drawn for flow in flows.all for step in flow.steps.values() for drawn in _draw(flows, step))
    finally:
        use_locale(before)


def _draw(flows: Flows, step: Step) -> Iterator[Drawn]:
    for name, example in examples_of(flows, step.flow).items() if step.draw else ():
        for locale in LOCALES:
            use_locale(locale)
            try:
                assert step.draw is not None
                yield Drawn(step, name, locale, step.draw(example()))
            except Exception as error:  # noqa: BLE001 - whatever an author got wrong is to be told, not to end the check
                yield Drawn(step, name, locale, None, f"{type(error).__name__}: {error}")
