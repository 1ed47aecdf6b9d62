"""The steps that a function names in its source: what it may lead to, found without running it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

from engine.flow import Done, Enter, Flow, Step

Target = Step | Done


def mentioned(function: Callable[..., Any], seen: set[Callable[..., Any]] | None = None) -> Iterator[Target]:
    """The steps that a function names, or a function of the same package that it names."""
    seen = set() if seen is None else seen
    if function in seen or not isinstance(function, FunctionType):
        return
    seen.add(function)
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, SyntaxError):
        return
    reader = _Reader(function)
    for node in tree.body:
        for inner in getattr(node, "body", ()):
            reader.visit(inner)
    package = function.__module__.partition(".")[0]
    for found in reader.found:
        if isinstance(found, FunctionType):
            if found.__module__.partition(".")[0] == package:
                yield from mentioned(found, seen)
        else:
            yield from targets_of(found)


def targets_of(found: object) -> Iterator[Target]:
    """The steps in a value: itself, a flow's first, or those in a table of them."""
    match found:
        case Step() | Done():
            yield found
        case Enter():
            yield found.step
        case Flow() if found.steps:
            yield found.start
        case partial():
            yield from targets_of((found.func, *found.args, *found.keywords.values()))
        case Mapping():
            yield from targets_of(tuple(found.values()))
        case tuple() | list():
            for each in found:
                yield from targets_of(each)
        case _:
            return


class _Reader(ast.NodeVisitor):
    """Collects what the names in a function's source stand for."""

    def __init__(self, function: FunctionType) -> None:
        self.found: list[object] = []
        closed = {name: cell.cell_contents for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)}
        local = function.__code__.co_varnames
        self._known = {name: value for name, value in (function.__globals__ | closed).items() if name not in local or name in closed}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """A flow imported where it is needed, because two flows lead to each other."""
        for alias in node.names:
            module = import_module(node.module or "")
            value = getattr(module, alias.name, None)
            self._known[alias.asname or alias.name] = value if value is not None else import_module(f"{node.module}.{alias.name}")

    def visit_Call(self, node: ast.Call) -> None:
        """`flow.enter(record)` leads to the start of the flow, `flow.enter(record, step)` to the step."""
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr == "enter" and isinstance(flow := self._value(called.value), Flow):
            if len(node.args) + len(node.keywords) < 2:
                self.found.append(flow)
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                self.visit(argument)
            return
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """`pin.flow.start`, `screens.show_months`, or something of a value that is no step."""
        if isinstance(self._value(node.value), ModuleType | Flow | Step):
            self.found.append(self._value(node))
        else:
            self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        """A step, a flow, a function, or a table of them."""
        if isinstance(node.ctx, ast.Load) and (value := self._known.get(node.id)) is not None:
            self.found.append(value)

    def _value(self, node: ast.expr) -> object:
        if isinstance(node, ast.Name):
            return self._known.get(node.id)
        if isinstance(node, ast.Attribute):
            value = self._value(node.value)
            if isinstance(value, ModuleType) or (isinstance(value, Flow | Step) and node.attr == "start"):
                return getattr(value, node.attr, None)
        return None
