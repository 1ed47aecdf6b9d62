"""A flow: named steps over one record of what was said, written as plain functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, ClassVar, Final, Generic, TypeVar, overload

import msgspec

from engine.call import Call
from engine.screens import Screen
from engine.session import Level

__all__ = ["DONE", "HOME", "Done", "Enter", "Flow", "Go", "Late", "Level", "Outcome", "Record", "Step"]


class Record(msgspec.Struct, kw_only=True, omit_defaults=True):
    """All that a flow keeps between two messages. `aliases` maps a field's former name to its name now."""

    aliases: ClassVar[dict[str, str]] = {}


R = TypeVar("R", bound=Record)


class Done:
    """DONE: the flow is finished, the conversation goes on where it was entered. HOME: back to the main menu."""


DONE: Final = Done()
HOME: Final = Done()


class Enter:
    """A step together with the record it starts from; made by `flow.enter(...)`."""

    __slots__ = ("record", "step")

    def __init__(self, step: Step, record: Record) -> None:
        self.step = step
        self.record = record


class Late(Enum):
    """What an SMS may say of an answer that came too late for the screen.

    WORDS: what the screen would have said. AMOUNTS: the same, to who agreed to amounts in SMS. READY: that it can be looked up now.
    """

    WORDS = "words"
    AMOUNTS = "amounts"
    READY = "ready"


class Step:
    """One named function of a flow: a screen that draws, or an action that acts and says what comes next."""

    __slots__ = ("act", "aliases", "closes", "draw", "flow", "late", "level", "listing", "live", "name")

    def __init__(self, flow: Flow[Any], name: str) -> None:
        self.flow = flow
        self.name = name
        self.draw: Callable[[Any], Screen] | None = None
        self.act: Callable[[Any, Call], Outcome] | None = None
        self.level = Level.NONE
        self.live = False
        self.closes = False
        self.listing = False
        self.late: Late | None = None
        self.aliases: Sequence[str] = ()

    @property
    def start(self) -> Step:
        """A step is its own start, so that `Option(..., some_step)` and `Option(..., flow.start)` read alike."""
        return self

    def __repr__(self) -> str:
        return f"<step {self.flow.name}.{self.name}>"


Go = Step | Enter
Outcome = Step | Enter | Done


class Flow(Generic[R]):
    """Steps over one record type. The first step declared is where the flow starts.

    title: names the task when a dropped conversation is offered again (marked with `N_`).
    examples: records with the longest and the emptiest data; the checker and the book draw every screen with each.
    aliases: former names of the flow, so that sessions of earlier releases still open.
    """

    def __init__(
        self, name: str, record: type[R], *, title: str = "", examples: Sequence[Callable[[], R]] = (), aliases: Sequence[str] = ()
    ) -> None:
        self.name = name
        self.record = record
        self.title = title
        self.examples = examples
        self.aliases = aliases
        self.steps: dict[str, Step] = {}
        self.decode = msgspec.msgpack.Decoder(record).decode

    @property
    def start(self) -> Step:
        """The first step declared."""
        return next(iter(self.steps.values()))

    def enter(self, record: R, step: Step | None = None) -> Enter:
        """Starts this flow (or at `step`) from a record that is already partly filled."""
        return Enter(step or self.start, record)

    @overload
    def screen(self, function: Callable[[R], Screen]) -> Step: ...
    @overload
    def screen(
        self, *, live: bool = ..., closes: bool = ..., listing: bool = ..., aliases: Sequence[str] = ...
    ) -> Callable[[Callable[[R], Screen]], Step]: ...
    def screen(
        self,
        function: Callable[[R], Screen] | None = None,
        *,
        live: bool = False,
        closes: bool = False,
        listing: bool = False,
        aliases: Sequence[str] = (),
    ) -> Any:
        """Declares a screen. `live`: reached only step by step, never by resuming or by a dialled string.

        closes: what led here is done, so back leads to where the flow was entered, not into the question again.
        listing: its length is that of somebody's record, so it may take more pages than other screens.
        """

        def declare(draw: Callable[[R], Screen]) -> Step:
            step = self._add(draw, aliases)
            step.draw, step.live, step.closes, step.listing = draw, live, closes, listing
            return step

        return declare(function) if function else declare

    @overload
    def action(self, function: Callable[[R, Call], Outcome]) -> Step: ...
    @overload
    def action(
        self, *, level: Level = ..., late: Late | None = ..., aliases: Sequence[str] = ...
    ) -> Callable[[Callable[[R, Call], Outcome]], Step]: ...
    def action(
        self,
        function: Callable[[R, Call], Outcome] | None = None,
        *,
        level: Level = Level.NONE,
        late: Late | None = None,
        aliases: Sequence[str] = (),
    ) -> Any:
        """Declares an action. `level`: what must be proven first; the PIN is asked for on the way when it is not.

        late: it only reads, and when that takes too long the answer comes by SMS.
        """

        def declare(act: Callable[[R, Call], Outcome]) -> Step:
            step = self._add(act, aliases)
            step.act, step.level, step.late = act, level, late
            return step

        return declare(function) if function else declare

    def _add(self, function: Callable[..., Any], aliases: Sequence[str]) -> Step:
        name = function.__name__
        if name in self.steps:
            raise ValueError(f"flow {self.name} declares the step {name} twice")
        step = self.steps[name] = Step(self, name)
        step.aliases = aliases
        return step
