"""One message's walk over the flows: moves between frames, runs actions, and stops at a screen."""

from __future__ import annotations

from backend_client.errors import OnlyReading, Refused, Unavailable
from engine.call import Call
from engine.flow import HOME, Done, Enter, Go, Outcome, Record, Step
from engine.late import Wanted, encode, may_come_late, show_promise
from engine.problems import TRY_AGAIN, Problem, show_problem
from engine.registry import Flows
from engine.session import Level
from engine.stack import Stack

LONGEST_CHAIN = 16


class EndlessChain(RuntimeError):
    """Actions that lead to each other without ever showing a screen: a mistake of the flow's author."""


class Turn(Stack):
    """A stack whose actions are run."""

    def __init__(self, flows: Flows, call: Call, record: Record | None = None) -> None:
        super().__init__(flows, call.session.frames, record)
        self.call = call
        self.asked_again = False
        self.kept_seed = ""
        # What went wrong last, and whether something was to be written while only reading was allowed.
        self.failure: Unavailable | None = None
        self.wrote = False

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
            try:
                target = self._act(step, seed)
            except OnlyReading:
                # The caller stands before what would be done, and does it with the next key.
                self.wrote = True
                self.call.dialled.clear()
                self._settle()
                return
            seed, self.kept_seed = self.kept_seed, ""
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

    def wait_at(self, target: Enter) -> None:
        """Leaves a step to be done that was not come to yet."""
        self.suspend(self._enter(target), "")
        self.close()

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
        except Unavailable as failure:
            self.failure = failure
            return self._promise(step) if may_come_late(step, call, failure) else self._fail(step, Problem(), call.seed)
        except Refused as refused:
            return self._refuse(step, refused, call.seed)
        finally:
            call.seed = message
            call.secret = ""
        if not self.frames:
            # Another member is calling than when this began, and nothing that was under way is hers.
            return HOME
        frame = self.frames[-1]
        frame.level = max(frame.level, step.level)
        return outcome

    def _refuse(self, step: Step, refused: Refused, seed: str) -> Outcome:
        # Where nothing is kept under the key, or it is being worked on, trying again is the same request.
        if not self.asked_again and refused.code == "unauthorized" and self.flows.identify:
            self.asked_again = True
            try:
                self.flows.identify(self.call)
            except (Refused, Unavailable):
                return self._fail(step, Problem(), seed)
            self.kept_seed = seed
            return step
        if not self.asked_again and refused.code == "step_up_required" and self.flows.step_up:
            self.asked_again = True
            self.call.proven(Level.NUMBER)
            # This refusal is kept under its key: with the PIN it is another request.
            self.suspend(step, "")
            return self.flows.step_up.start
        return self._fail(step, Problem(code=refused.code), seed if refused.code in TRY_AGAIN else "")

    def _promise(self, step: Step) -> Outcome:
        """Keeps what is to be done again by whoever has more time; here the caller goes on with something else."""
        self.close()
        self.call.late = encode(Wanted(step.flow.name, step.name, self.call.session))
        return show_promise

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

    def _settle(self) -> None:
        """Down to a frame that has a screen the caller may see."""
        proven = self.call.caller.level
        while self.frames and (not self.frames[-1].trail or self.frames[-1].level > proven):
            self._pop()
        if self.frames:
            self.frames[-1].pending = ""
        else:
            self.go(self.flows.root.start)
