"""Finds broken flows before a caller does: every fault at once, each with where it is and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from engine import gallery, graph
from engine.checks import answers, by_sms, drawing, pages, released, translations, ways
from engine.checks.subject import Fault, Subject, Texts
from engine.encoding import Budget
from engine.registry import Flows

__all__ = ["Fault", "Service", "drawn", "find", "report"]


class Service(NamedTuple):
    """What is checked. said: every message the code can say, with the file that says it.

    last_words: those the desk says by itself. locales: the folder of the catalogues. shapes: those of the last release.
    asked: what can be asked for by SMS.
    """

    flows: Flows
    budgets: Mapping[str, Budget]
    locales: Path
    shapes: Path
    said: Mapping[str, str]
    last_words: Sequence[str] = ()
    asked: Texts | None = None


def find(service: Service) -> list[Fault]:
    """Every fault. Screens are drawn in the translations as they stand; unsound ones are reported and not used."""
    flows = service.flows
    found = list(translations.find(service.locales, service.said, flows))
    subject = drawn(service)
    for search in (drawing.find, ways.find, answers.find, pages.find, by_sms.find):
        found += search(subject)
    return [*found, *released.find(subject, released.read(service.shapes))]


def drawn(service: Service) -> Subject:
    """Every screen, in the translations that are loaded, and the ways between them."""
    screens = gallery.draw_all(service.flows)
    return Subject(service.flows, screens, graph.read(service.flows, screens), service.budgets, service.last_words, service.asked)


def report(faults: Sequence[Fault], flows: Flows) -> str:
    """The faults under their headings, or that there is none."""
    if not faults:
        screens = sum(1 for flow in flows.all for step in flow.steps.values() if step.draw)
        return f"check: {len(flows.all)} flows, {screens} screens: no fault"
    return "\n".join([*_grouped(faults), "", f"check: {len(faults)} faults"])


def _grouped(faults: Sequence[Fault]) -> Iterator[str]:
    for kind in dict.fromkeys(fault.kind for fault in faults):
        sentences = [fault.sentence for fault in faults if fault.kind == kind]
        yield f"{kind} ({len(sentences)}):"
        yield from (f"  {sentence}" for sentence in sentences)
