"""Screens that take more SMS than anybody reads, in the languages and with the data that make them longest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.checks.pages import LIST_FROM
from engine.checks.subject import Fault, Subject, where
from engine.encoding import CODE_LINE, SMS, segments, size
from engine.flow import Step
from engine.gallery import Drawn
from engine.session import Level
from engine.sms import texts
from engine.text import current_locale, use_locale

KIND: Final = "screens that take too many SMS"


def find(subject: Subject) -> Iterator[Fault]:
    """The worst example of each screen and language that can be come to by SMS."""
    before = current_locale()
    reached = answered(subject)
    worst: dict[tuple[Step, str], tuple[int, Fault]] = {}
    for drawn in subject.gallery:
        if drawn.screen is None or drawn.step not in reached or may_go_on(drawn):
            continue
        use_locale(drawn.locale)
        pages = texts(drawn.screen)
        count = sum(segments(page + CODE_LINE) for page in pages)
        if count > SMS.parts and count > worst.get((drawn.step, drawn.locale), (0, None))[0]:
            encoding = size(pages[0]).encoding
            sentence = f'{where(drawn.step)} ({drawn.locale}, example "{drawn.example}"): {count} SMS of {encoding}, {SMS.parts} at most.'
            worst[drawn.step, drawn.locale] = count, Fault(KIND, f"{sentence} Say it shorter, or put part of it behind an option.")
    use_locale(before)
    yield from (fault for _count, fault in worst.values())


def answered(subject: Subject) -> set[Step]:
    """The steps that a word sent by SMS leads to, or what is then answered: all but those behind a PIN, which SMS never asks for."""
    if subject.flows.texted is None:
        return set()
    seen: set[Step] = set()
    waiting = [subject.flows.root.start, subject.flows.texted("help", (), "").step]
    while waiting:
        step = waiting.pop()
        if step not in seen and step.level < Level.PIN:
            seen.add(step)
            waiting += [target for target in subject.graph.leads.get(step, ()) if isinstance(target, Step)]
    return seen


def may_go_on(drawn: Drawn) -> bool:
    """Lists are as long as somebody's record: what is beyond three SMS waits behind 9."""
    return drawn.step.listing or len(drawn.options) >= LIST_FROM
