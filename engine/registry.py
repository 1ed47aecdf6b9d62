"""All flows of a service, found by name, former names included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from engine.call import Call
from engine.flow import Enter, Flow, Record, Step
from engine.late import flow as late
from engine.problems import flow as problem
from engine.resuming import flow as resuming
from engine.session import Frame

Identify = Callable[[Call], None]
# What is entered for a word: its meaning, the numbers beside it, and the language to answer in, "" for the one spoken.
Texted = Callable[[str, tuple[str, ...], str], Enter]


class Flows:
    """The flows handed to the runner.

    root: where a conversation begins. step_up: proves the PIN, then returns DONE.
    identify: asks the backend who is calling; run at each new dial, and again when the backend has forgotten.
    texted: where a conversation begins that is begun by a word sent as SMS.
    """

    def __init__(
        self,
        root: Flow[Any],
        *others: Flow[Any],
        step_up: Flow[Any] | None = None,
        identify: Identify | None = None,
        texted: Texted | None = None,
    ) -> None:
        self.root = root
        self.texted = texted
        self.step_up = step_up
        self.identify = identify
        self.passing = frozenset({problem.name, resuming.name, late.name} | ({step_up.name} if step_up else set()))
        self.all: tuple[Flow[Any], ...] = (root, *others, *((step_up,) if step_up else ()), problem, resuming, late)
        self._flows = {name: flow for flow in self.all for name in (*flow.aliases, flow.name)}
        self._steps = {
            (name, former): step
            for flow in self.all
            for name in (*flow.aliases, flow.name)
            for step in flow.steps.values()
            for former in (*step.aliases, step.name)
        }
        self._renamed = any(flow.aliases or any(step.aliases for step in flow.steps.values()) for flow in self.all)
        if len({flow.name for flow in self.all}) != len(self.all):
            raise ValueError("two flows have the same name")

    def has(self, flow: str, step: str = "") -> bool:
        """Whether there is such a flow, or such a step in it, by a present or former name."""
        return (flow, step) in self._steps if step else flow in self._flows

    def flow(self, name: str) -> Flow[Any]:
        """The flow of that present or former name; raises KeyError."""
        return self._flows[name]

    def step(self, flow: str, name: str) -> Step:
        """The step of that present or former name; raises KeyError."""
        return self._steps[flow, name]

    def opens(self, frames: list[Frame]) -> bool:
        """Whether this release can open the frames: a later one may have named what is not there yet. Renames what was renamed."""
        for frame in frames:
            if frame.flow not in self._flows or not self._knows(frame):
                return False
            if self._renamed:
                self._rename(frame)
        return True

    def _knows(self, frame: Frame) -> bool:
        # Plain loops: this is done with every message, and a generator costs twice as much.
        for name in frame.trail:
            if (frame.flow, name) not in self._steps:
                return False
        return not frame.pending or (frame.flow, frame.pending) in self._steps

    def _rename(self, frame: Frame) -> None:
        frame.trail = [self._steps[frame.flow, name].name for name in frame.trail]
        frame.pending = frame.pending and self._steps[frame.flow, frame.pending].name
        frame.flow = self._flows[frame.flow].name


def open_record(flow: Flow[Any], raw: msgspec.Raw) -> Record:
    """The record of a frame; renamed fields are read by their aliases, unknown and unreadable ones start anew."""
    try:
        if not flow.record.aliases:
            return flow.decode(raw)  # type: ignore[no-any-return]
        fields = msgspec.msgpack.decode(raw)
        return msgspec.convert({flow.record.aliases.get(name, name): value for name, value in fields.items()}, flow.record)  # type: ignore[no-any-return]
    except msgspec.MsgspecError:
        return flow.record()  # type: ignore[no-any-return]
