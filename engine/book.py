"""Draws every screen in every language with its size, and the map of each flow: the book that docs/book holds."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, Final

from engine import sms_book
from engine.checks.subject import Subject
from engine.encoding import CODE_LINE, SMS, Budget, segments, size
from engine.flow import Flow, Step
from engine.gallery import Drawn
from engine.layout import Controls, pages
from engine.maps import cards, picture
from engine.screens import End, Menu
from engine.sms import texts
from engine.text import LOCALES, current_locale, use_locale

INTRODUCTION: Final = """# The book

Every screen in every language, as a phone shows it, with the longest and the emptiest data and what each page costs on
the air. It is drawn by `make book` from the flows themselves, and `make check` says which page is no longer true.

![All flows and the ways between them](maps/all.svg)

On a map a white card is a screen, a violet one what is done in between, a red one a last word; a lock asks for the PIN on
the way. A line leaves from the number that is typed; a mark says where else it goes: → another flow, ↑ back up,
⌂ the main menu, ✓ back to where the flow was entered.
"""


def draw(subject: Subject) -> dict[str, str]:
    """The files of the book by their names within it."""
    files = {"README.md": "\n".join(_index(subject)) + "\n"}
    files["maps/all.svg"] = picture.draw(cards.of_all(subject.flows, subject.graph, subject.gallery), "All flows", rightward=True)
    before = current_locale()
    if subject.asked:
        files["sms.md"] = "\n".join(sms_book.draw(subject, subject.asked)) + "\n"
    for flow in subject.flows.all:
        files[f"{flow.name}.md"] = "\n".join(_page(subject, flow)) + "\n"
        files[f"maps/{flow.name}.svg"] = picture.draw(cards.of_flow(flow, subject.graph, subject.gallery), flow.name)
    use_locale(before)
    return files


def stale(folder: Path, files: Mapping[str, str]) -> list[str]:
    """What of the folder is not what is drawn now, a sentence each."""
    kept = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    found = [f"{name} is missing" for name in files if name not in kept]
    found += [f"{name} shows what is no longer so" for name in files if name in kept and (folder / name).read_text("utf-8") != files[name]]
    return sorted(found + [f"{name} belongs to no flow" for name in kept if name not in files])


def write(folder: Path, files: Mapping[str, str]) -> None:
    """The whole book; what belongs to no flow any more is removed."""
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(files[name], encoding="utf-8")
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()


def _index(subject: Subject) -> Iterator[str]:
    yield INTRODUCTION
    yield "| Flow | What it is for | Screens | PIN |"
    yield "| --- | --- | ---: | :---: |"
    for flow in subject.flows.all:
        screens = sum(1 for step in flow.steps.values() if step.draw)
        lock = "🔒" if any(step.level for step in flow.steps.values()) else ""
        yield f"| [{flow.title or flow.name}]({flow.name}.md) | {_purpose(flow)} | {screens} | {lock} |"
    yield ""
    if subject.asked:
        yield "What can be asked for [by SMS](sms.md), and what each answer costs.\n"
    for name, budget in subject.budgets.items():
        yield f"A page of {name} holds {budget.septets} septets of GSM-7, or {budget.units} units of UCS-2.  "


def _page(subject: Subject, flow: Flow[Any]) -> Iterator[str]:
    yield f"# {flow.title or flow.name}\n"
    yield f"{_purpose(flow)}\n"
    yield f"![Map of {flow.name}](maps/{flow.name}.svg)\n"
    others = dict.fromkeys(
        target.flow
        for step in flow.steps.values()
        for target in subject.graph.leads[step]
        if isinstance(target, Step) and target.flow is not flow
    )
    if others:
        yield "Leads to " + ", ".join(f"[{other.title or other.name}]({other.name}.md)" for other in others) + ".\n"
    yield "[All flows](README.md)\n"
    for step in flow.steps.values():
        if step.draw:
            yield f"## {step.name}\n"
            yield f"{cards.first_sentence(step.draw.__doc__)}\n"
            yield from _screen(subject, step)


def _screen(subject: Subject, step: Step) -> Iterator[str]:
    """A table for each example that looks different from those before."""
    budget = SMS if subject.only_by_sms(step) else min(subject.budgets.values(), key=lambda each: each.units)
    shown: set[tuple[tuple[str, ...], ...]] = set()
    by_example: dict[str, list[tuple[str, ...]]] = {}
    for drawn in subject.gallery:
        if drawn.step is step:
            by_example.setdefault(drawn.example, []).append(_pages(drawn, subject.controls(step), budget))
    for example, columns in by_example.items():
        if tuple(columns) not in shown:
            shown.add(tuple(columns))
            yield f"_{example}_\n"
            yield from _table(columns, budget)


def _pages(drawn: Drawn, controls: Controls, budget: Budget) -> tuple[str, ...]:
    if drawn.screen is None:
        return (drawn.error,)
    use_locale(drawn.locale)
    if budget.parts:
        return texts(drawn.screen)
    labels = [option.label for option in drawn.options] if isinstance(drawn.screen, Menu) else []
    return pages(drawn.screen.text, labels, Controls() if isinstance(drawn.screen, End) else controls, budget)


def _table(columns: list[tuple[str, ...]], budget: Budget) -> Iterator[str]:
    yield "<table>"
    yield "<tr>" + "".join(f"<th>{language.name}</th>" for language in LOCALES.values()) + "</tr>"
    yield '<tr valign="top">'
    for column in columns:
        yield "<td>" + "\n".join(_phone(page, budget) for page in column) + "</td>"
    yield "</tr>"
    yield "</table>\n"


def _phone(page: str, budget: Budget) -> str:
    """One page as it is shown, and what it costs. An empty line would end the table in Markdown."""
    lines = [escape(line, quote=False) or "&nbsp;" for line in page.split("\n")]
    used = size(page)
    room = budget.septets if used.encoding == "GSM-7" else budget.units
    shown = "\n".join(lines)
    cost = f"{segments(page + CODE_LINE)} SMS" if budget.parts else f"{used.used}/{room}"
    return f"<pre>{shown}</pre><sub>{used.encoding} {cost}</sub>"


def _purpose(flow: Flow[Any]) -> str:
    """What the flow's module says it is for."""
    module = sys.modules.get(getattr(flow.start.draw or flow.start.act, "__module__", "")) if flow.steps else None
    return cards.first_sentence(module.__doc__ if module else "")
