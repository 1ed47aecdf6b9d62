"""Screens that do not draw, and records that do not come back as they were kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from engine.checks.subject import Fault, Subject, where
from engine.flow import Flow
from engine.gallery import Example, examples_of
from engine.registry import open_record

KIND = "screens and records that do not hold"


def find(subject: Subject) -> Iterator[Fault]:
    """All of it."""
    for flow in subject.flows.all:
        yield from _of_flow(subject, flow)
    yield from _unseen_options(subject)
    failed: dict[str, list[str]] = {}
    for drawn in subject.gallery:
        if drawn.screen is None:
            what = f'{where(drawn.step)} does not draw with the example "{drawn.example}": {drawn.error}'
            failed.setdefault(what, []).append(drawn.locale)
    for what, locales in failed.items():
        yield Fault(KIND, f"{what} ({', '.join(locales)}). A screen reads its record and nothing else: give every field a default.")


def _unseen_options(subject: Subject) -> Iterator[Fault]:
    """An option that no example shows is measured in no language. One that leads to its own screen keeps a number free."""
    offered = dict.fromkeys(
        (drawn.step, option.key) for drawn in subject.gallery for option in drawn.options if option.then is not drawn.step
    )
    seen = {(drawn.step, option.key) for drawn in subject.gallery for option in drawn.options if option.label}
    for step, key in offered:
        if (step, key) not in seen:
            yield Fault(KIND, f"{where(step)}: no example shows the option {key!r}, so it is never measured. Add an example that does.")


def _of_flow(subject: Subject, flow: Flow[Any]) -> Iterator[Fault]:
    if not flow.steps:
        yield Fault(KIND, f"flow {flow.name} has no step. Declare its first one with @flow.screen or @flow.action.")
    if any(step.draw for step in flow.steps.values()) and not flow.examples:
        yield Fault(KIND, f"flow {flow.name} has no examples, so nothing of it is measured. Give it its longest and its emptiest record.")
    try:
        flow.record()
    except TypeError as error:
        yield Fault(KIND, f"flow {flow.name} cannot be started: {error}. Give every field of {flow.record.__name__} a default.")
    for name, example in examples_of(subject.flows, flow).items():
        yield from _of_example(flow, name, example)


def _of_example(flow: Flow[Any], name: str, example: Example) -> Iterator[Fault]:
    try:
        record = example()
        kept = open_record(flow, msgspec.Raw(msgspec.msgpack.encode(record)))
    except Exception as error:  # noqa: BLE001 - whatever an author got wrong is to be told, not to end the check
        yield Fault(KIND, f'flow {flow.name}, example "{name}" cannot be kept: {type(error).__name__}: {error}.')
        return
    if kept != record:
        sentence = "is not the same after it was kept between two messages. Its values must have the types that the record declares."
        yield Fault(KIND, f'flow {flow.name}, example "{name}" {sentence}')
