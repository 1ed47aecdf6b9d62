"""Steps nothing leads to, and steps that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.checks.subject import Fault, Subject, where
from engine.flow import Flow, Step
from engine.screens import Menu

UNREACHABLE = "steps nothing leads to"
DEAD_END = "dead ends"


def find(subject: Subject) -> Iterator[Fault]:
    """All of it."""
    yield from _unreachable(subject)
    yield from _screens_without_a_way(subject)
    yield from _actions_without_an_outcome(subject)
    yield from _locks_without_a_key(subject)


def _unreachable(subject: Subject) -> Iterator[Fault]:
    reached = subject.graph.reachable(*subject.graph.entries)
    for flow in subject.flows.all:
        lost = [step for step in flow.steps.values() if step not in reached]
        if lost and len(lost) == len(flow.steps) and not _is_the_engines(subject, flow):
            yield Fault(
                UNREACHABLE, f"flow {flow.name}: nothing leads to it. Offer {flow.name}.start somewhere, or leave it out of the flows."
            )
            continue
        for step in lost:
            yield Fault(UNREACHABLE, f"{where(step)}: nothing leads to it. Lead to it from an option or an action, or remove it.")


def _is_the_engines(subject: Subject, flow: Flow[Any]) -> bool:
    """The proof by PIN is entered by the engine, as soon as one action asks for it."""
    return flow is subject.flows.step_up


def _screens_without_a_way(subject: Subject) -> Iterator[Fault]:
    for step in dict.fromkeys(drawn.step for drawn in subject.gallery):
        if subject.controls(step).back:
            continue
        for drawn in subject.gallery:
            if drawn.step is step and isinstance(drawn.screen, Menu) and not any(option.label for option in drawn.options):
                what = f'{where(step)} shows no option with the example "{drawn.example}", and there is nothing to go back to.'
                yield Fault(DEAD_END, f"{what} Give it an option, or say it with End.")
                break


def _actions_without_an_outcome(subject: Subject) -> Iterator[Fault]:
    for step, targets in subject.graph.leads.items():
        if step.act and not targets:
            yield Fault(DEAD_END, f"{where(step)} leads nowhere. Return the next step, flow.enter(...), DONE or HOME.")
        elif step.act and not _comes_to_a_screen(subject, step):
            yield Fault(DEAD_END, f"{where(step)} leads to actions only, which lead to each other. Return a screen, DONE or HOME.")


def _comes_to_a_screen(subject: Subject, action: Step) -> bool:
    if subject.graph.first_screens(action):
        return True
    onward = [step for step in subject.graph.reachable(action) if step.act]
    return any(not isinstance(target, Step) for step in onward for target in subject.graph.leads[step]) or any(
        not subject.graph.leads[step] for step in onward
    )


def _locks_without_a_key(subject: Subject) -> Iterator[Fault]:
    if subject.flows.step_up:
        return
    for step in subject.graph.leads:
        if step.level:
            what = f"{where(step)} wants the level {step.level.name}, and no flow proves it."
            yield Fault(DEAD_END, f"{what} Hand the flow that asks for the PIN to Flows(step_up=...).")
