"""Which steps lead to which: as the drawn screens offer it, and as the functions name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import FunctionType
from typing import NamedTuple

from engine.flow import HOME, Done, Step
from engine.gallery import Drawn
from engine.mentions import Target, mentioned, targets_of
from engine.registry import Flows
from engine.screens import Ask


class Graph(NamedTuple):
    """leads: from each step, in the order met. entries: where the engine itself goes, unasked."""

    leads: Mapping[Step, tuple[Target, ...]]
    entries: tuple[Step, ...]

    def reachable(self, *starts: Step) -> set[Step]:
        """The steps one can come to, the starts included."""
        seen: set[Step] = set()
        waiting = list(starts)
        while waiting:
            step = waiting.pop()
            if step not in seen:
                seen.add(step)
                waiting += [target for target in self.leads.get(step, ()) if isinstance(target, Step)]
        return seen

    def first_screens(self, start: Step) -> set[Step]:
        """The screens met first on the way from `start`, itself included: only actions lie between."""
        seen: set[Step] = set()
        waiting = [start]
        while waiting:
            step = waiting.pop()
            if step not in seen:
                seen.add(step)
                if step.act:
                    waiting += [target for target in self.leads.get(step, ()) if isinstance(target, Step)]
        return {step for step in seen if step.draw}

    def has_back(self, flows: Flows, step: Step) -> bool:
        """Whether a caller may come to this screen with another behind it, so that there is a way back."""
        if step.flow is not flows.root:
            return True
        others = (other for other in self.leads if other.draw and other is not step and other.flow is flows.root)
        return any(step in self.first_screens(target) for other in others for target in self.leads[other] if isinstance(target, Step))


def read(flows: Flows, gallery: Iterable[Drawn]) -> Graph:
    """The graph of all flows."""
    leads: dict[Step, dict[Target, None]] = {step: {} for flow in flows.all for step in flow.steps.values()}
    for drawn in gallery:
        leads[drawn.step].update(dict.fromkeys(offered(drawn)))
    for step, targets in leads.items():
        function = step.draw or step.act
        if isinstance(function, FunctionType):
            targets.update(dict.fromkeys(mentioned(function)))
    passing = [flow for flow in flows.all if flow.name in flows.passing and flow is not flows.step_up and flow.steps]
    entries = [flow.start for flow in (flows.root, *passing) if flow.steps]
    if flows.step_up and flows.step_up.steps and any(step.level for step in leads):
        entries.append(flows.step_up.start)
    if flows.texted:
        entries.append(flows.texted("help", (), "").step)
    return Graph({step: tuple(targets) for step, targets in leads.items()}, tuple(entries))


def offered(drawn: Drawn) -> Iterator[Target]:
    """Where a drawn screen leads."""
    if isinstance(drawn.screen, Ask):
        yield from targets_of(drawn.screen.then)
    for option in drawn.options:
        if option.label:
            yield from targets_of(option.then)


def called(target: Target) -> str:
    """A target as a sentence names it."""
    if isinstance(target, Done):
        return "main menu" if target is HOME else "done"
    return f"{target.flow.name}.{target.name}"
