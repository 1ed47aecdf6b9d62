"""What the checks are given, and what they find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engine.encoding import Budget
from engine.flow import Step
from engine.gallery import Drawn
from engine.graph import Graph
from engine.layout import Controls
from engine.registry import Flows


class Fault(NamedTuple):
    """kind: the heading it is listed under. sentence: where it is, what is wrong, and what to do."""

    kind: str
    sentence: str


class Texts(NamedTuple):
    """What can be asked for by SMS.

    words: by meaning and language, one each. steps: where each leads. dialled: said instead of asking for a PIN.
    """

    words: Mapping[str, Mapping[str, str]]
    steps: Mapping[str, Step]
    dialled: Step


class Subject(NamedTuple):
    """budgets: of each gateway. last_words: what the desk itself says when nothing else can be said. asked: by SMS."""

    flows: Flows
    gallery: Sequence[Drawn]
    graph: Graph
    budgets: Mapping[str, Budget]
    last_words: Sequence[str] = ()
    asked: Texts | None = None

    def controls(self, step: Step) -> Controls:
        """The ways out a screen can have at most."""
        return Controls(back=self.graph.has_back(self.flows, step), home=step.flow is not self.flows.root)

    def only_by_sms(self, step: Step) -> bool:
        """Whether nobody comes to it who dials."""
        if self.flows.texted is None:
            return False
        texted = self.flows.texted("help", (), "").step
        return step not in self.graph.reachable(*(entry for entry in self.graph.entries if entry is not texted))


def where(step: Step) -> str:
    """A step as every sentence names it."""
    return f"flow {step.flow.name}, {'screen' if step.draw else 'action'} {step.name}"
