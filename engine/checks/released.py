"""What the last release wrote into sessions: whatever was renamed since must still be found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from engine.checks.subject import Fault, Subject
from engine.flow import Flow
from engine.registry import Flows

KIND = "sessions of the last release that no longer open"


class Shape(msgspec.Struct):
    """What of a flow stands in sessions."""

    steps: tuple[str, ...]
    fields: tuple[str, ...]


Shapes = dict[str, Shape]


def shapes(flows: Flows) -> Shapes:
    """The shapes of now, to be kept when they are released."""
    return {flow.name: Shape(tuple(flow.steps), flow.record.__struct_fields__) for flow in flows.all}


def written(kept: Shapes) -> str:
    """As they are kept in the tree: a line for each name, so that a difference reads well."""
    return json.dumps(msgspec.to_builtins(kept), indent=1) + "\n"


def read(path: Path) -> Shapes:
    """None before the first release."""
    return msgspec.json.decode(path.read_bytes(), type=Shapes) if path.exists() else {}


def find(subject: Subject, kept: Shapes) -> Iterator[Fault]:
    """Everything that is gone without an alias."""
    for name, shape in kept.items():
        if not subject.flows.has(name):
            what = f"flow {name} was released and is gone."
            yield Fault(KIND, f'{what} Renamed: give the flow aliases=("{name}",). Dropped: give that alias to the flow that replaces it.')
            continue
        flow = subject.flows.flow(name)
        yield from _steps(subject, flow, name, shape)
        yield from _fields(flow, shape)


def _steps(subject: Subject, flow: Flow[Any], name: str, shape: Shape) -> Iterator[Fault]:
    for step in shape.steps:
        if not subject.flows.has(name, step):
            what = f"flow {flow.name}: the step {step} was released and is gone."
            yield Fault(KIND, f'{what} Give the step that took its place aliases=("{step}",).')


def _fields(flow: Flow[Any], shape: Shape) -> Iterator[Fault]:
    record = flow.record
    now = frozenset(record.__struct_fields__)
    for field in shape.fields:
        if field not in now and field not in record.aliases:
            what = f"flow {flow.name}: the field {field} of {record.__name__} was released and is gone."
            alias = f'aliases: ClassVar = {{"{field}": "<its name now>"}}'
            yield Fault(KIND, f'{what} Give {record.__name__} {alias}, or {{"{field}": ""}} when nothing took its place.')
        elif (target := record.aliases.get(field)) and target not in now:
            yield Fault(KIND, f"flow {flow.name}: {record.__name__} has the alias {field!r} to {target!r}, which is no field of it.")
