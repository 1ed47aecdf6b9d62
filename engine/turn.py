"""One message's walk over the flows: moves between frames, runs actions, and stops at a screen."""

from __future__ import annotations

from typing import Any

import msgspec

from backend_client.errors import Refused, Unavailable
from engine.call import Call
from engine.flow import HOME, Done, Enter, Flow, Go, Outcome, Record, Step
from engine.problems import Problem, show_problem
from engine.registry import Flows, open_record
from engine.resuming import flow as resuming
from engine.screens import Screen
from engine.session import Frame, Level

LONGEST_CHAIN = 16
DEEPEST = 8
encode = msgspec.msgpack.Encoder().encode


class EndlessChain(RuntimeError):
    """Actions that lead to each other without ever showing a screen: a mistake of the flow's author."""


class Turn:
    """The frames of the conversation while a message is answered; the top frame's record is open as `record`."""

    def __init__(self, flows: Flows, call: Call) -> None:
        self.flows = flows
        self.call = call
        self.frames = call.session.frames
        self.record = Record()
        self.asked_again = False
        if self.frames:
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

    def go(self, target: Outcome) -> None:
        """Runs actions from `target` on, until a screen is reached."""
        seed = ""
        for _ in range(LONGEST_CHAIN):
            if isinstance(target, Done):
                resumed = self._finish(target)
                if resumed is None:
                    return
                target, seed = resumed
            step = self._enter(target)
            if step.draw is not None:
                self._show(step)
                return
            target, seed = self._act(step, seed), ""
        raise EndlessChain(repr(target))

    def back(self) -> None:
        """To the screen before; a screen behind a PIN that is not proven now is passed over."""
        trail = self.frames[-1].trail
        if len(trail) > 1:
            trail.pop()
        else:
            self._pop()
        self._settle()

    def suspend(self, step: Step, seed: str) -> None:
        """Leaves `step` to be done when the frame that comes next is finished."""
        self.frames[-1].pending, self.frames[-1].seed = step.name, seed

    def _act(self, step: Step, seed: str) -> Outcome:
        call = self.call
        if step.level > call.caller.level and self.flows.step_up:
            self.suspend(step, seed)
            return self.flows.step_up.start
        message = call.seed
        call.seed = seed or f"{message}:{step.flow.name}.{step.name}"
        try:
            assert step.act is not None
            outcome = step.act(self.record, call)
        except Unavailable:
            return self._fail(step, Problem(), call.seed)
        except Refused as refused:
            return self._refuse(step, refused)
        finally:
            call.seed = message
            call.secret = ""
        if not self.frames:
            # Another member is calling than when this began, and nothing that was under way is hers.
            return HOME
        frame = self.frames[-1]
        frame.level = max(frame.level, step.level)
        return outcome

    def _refuse(self, step: Step, refused: Refused) -> Outcome:
        if not self.asked_again and refused.code == "unauthorized" and self.flows.identify:
            self.asked_again = True
            try:
                self.flows.identify(self.call)
            except (Refused, Unavailable):
                return self._fail(step, Problem(), "")
            return step
        if not self.asked_again and refused.code == "step_up_required" and self.flows.step_up:
            self.asked_again = True
            self.call.proven(Level.NUMBER)
            self.suspend(step, "")
            return self.flows.step_up.start
        return self._fail(step, Problem(code=refused.code), "")

    def _fail(self, step: Step, problem: Problem, seed: str) -> Outcome:
        self.suspend(step, seed)
        return Enter(show_problem, problem)

    def _finish(self, done: Done) -> tuple[Go, str] | None:
        """What comes after a finished flow: the step that waited for it, or the screen it was entered from."""
        if done is HOME:
            self.frames.clear()
            return self.flows.root.start, ""
        self._pop()
        if not self.frames:
            return self.flows.root.start, ""
        frame = self.frames[-1]
        if not frame.pending:
            self._settle()
            return None
        if frame.level > self.call.caller.level and self.flows.step_up:
            return self.flows.step_up.start, ""
        step = self.flows.step(frame.flow, frame.pending)
        seed, frame.pending, frame.seed = frame.seed, "", ""
        return step, seed

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

    def _settle(self) -> None:
        """Down to a frame that has a screen the caller may see."""
        proven = self.call.caller.level
        while self.frames and (not self.frames[-1].trail or self.frames[-1].level > proven):
            self._pop()
        if self.frames:
            self.frames[-1].pending = ""
        else:
            self.go(self.flows.root.start)

    def _pop(self) -> None:
        self.frames.pop()
        if self.frames:
            self._open_top()

    def _open_top(self) -> None:
        frame = self.frames[-1]
        self.record = open_record(self.flows.flow(frame.flow), frame.record)
