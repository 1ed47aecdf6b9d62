"""The flows under way, the newest on top with its record open; knows where the caller stands, and runs nothing."""

from __future__ import annotations

from typing import Any

import msgspec

from engine.flow import Enter, Flow, Record, Step
from engine.registry import Flows, open_record
from engine.resuming import flow as resuming
from engine.screens import Screen
from engine.session import Frame, Level

DEEPEST = 8
encode = msgspec.msgpack.Encoder().encode


class Stack:
    """The frames of a conversation while a message is answered; `record` is the top frame's, opened unless it is at hand."""

    def __init__(self, flows: Flows, frames: list[Frame], record: Record | None = None) -> None:
        self.flows = flows
        self.frames = frames
        self.record = Record() if record is None else record
        if frames and record is None:
            self._open_top()

    @property
    def step(self) -> Step:
        """The screen the caller is at."""
        frame = self.frames[-1]
        return self.flows.step(frame.flow, frame.trail[-1])

    @property
    def can_go_back(self) -> bool:
        """Whether there is a screen before this one."""
        top = self.frames[-1]
        return (len(self.frames) > 1 or len(top.trail) > 1) and top.flow != resuming.name

    def draw(self) -> Screen:
        """The screen the caller is at, drawn from the record."""
        draw = self.step.draw
        assert draw is not None, "only screens are put on a trail"
        return draw(self.record)

    def close(self) -> None:
        """Puts the open record back into its frame."""
        if self.frames:
            self.frames[-1].record = msgspec.Raw(encode(self.record))

    def _enter(self, target: Step | Enter) -> Step:
        step, record = (target.step, target.record) if isinstance(target, Enter) else (target, None)
        frames = self.frames
        level = frames[-1].level if frames else Level.NONE
        if not frames or frames[-1].flow != step.flow.name:
            self._move(step.flow)
        if record is not None:
            self.record = record
            # What is handed over may have been read behind a PIN, so the PIN guards it in the next flow as well.
            if step.flow.name not in self.flows.passing:
                frames[-1].level = max(frames[-1].level, level)
        return step

    def _move(self, flow: Flow[Any]) -> None:
        """To another flow: back down to it when it is under way already, else on top."""
        self.close()
        below = [i for i, frame in enumerate(self.frames) if frame.flow == flow.name]
        if below:
            del self.frames[below[0] + 1 :]
            self._open_top()
            return
        if len(self.frames) >= DEEPEST:
            del self.frames[1]
        self.frames.append(Frame(flow.name, trail=[]))
        self.record = flow.record()

    def _show(self, step: Step) -> None:
        trail = self.frames[-1].trail
        kept = 0 if step.closes else trail.index(step.name) if step.name in trail else len(trail)
        trail[kept:] = [step.name]

    def _pop(self) -> None:
        self.frames.pop()
        if self.frames:
            self._open_top()

    def _open_top(self) -> None:
        frame = self.frames[-1]
        self.record = open_record(self.flows.flow(frame.flow), frame.record)
