"""The book's page on SMS: what each word is answered, and how many SMS that takes in each language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.checks.subject import Subject, Texts
from engine.encoding import CODE_LINE, segments
from engine.flow import HOME, Step
from engine.session import Level
from engine.sms import texts
from engine.text import LOCALES, use_locale

INTRODUCTION: Final = """# By SMS

What people send, what they are answered, and how many SMS an answer takes, which is what it costs: with the shortest and with the
longest data there is, the [code](../decisions/sms-codes.md) under it included. One SMS holds 160 septets of GSM-7 or 70 units of
UCS-2; joined, 153 or 67 each. Three is the most; what is
longer waits behind `9`. The words are one of many: all stand in `channels/sms/keywords.yaml`.

[All flows](README.md)
"""


def draw(subject: Subject, asked: Texts) -> Iterator[str]:
    """A line for each word and each screen that it may be answered with."""
    yield INTRODUCTION
    names = [language.name for language in LOCALES.values()]
    yield "| sent: " + " | sent: ".join(names) + " | answered with | SMS: " + " | SMS: ".join(names) + " |"
    yield "| --- " * (len(names) + 1) + "| ---: " * len(names) + "|"
    for intent, words in asked.words.items():
        sent = " | ".join(f"`{words[locale]}`" for locale in LOCALES)
        for screen in screens(subject, asked, asked.steps[intent]):
            link = f"[{screen.flow.name}, {screen.name}]({screen.flow.name}.md)"
            yield f"| {sent} | {link} | " + " | ".join(cost(subject, screen, locale) for locale in LOCALES) + " |"
            sent = " | ".join("" for _locale in LOCALES)


def screens(subject: Subject, asked: Texts, start: Step) -> list[Step]:
    """Those met first, in the order met; what is behind a PIN is answered by where to dial."""
    found: dict[Step, None] = {}
    seen: set[Step] = set()
    waiting = [start]
    while waiting:
        step = waiting.pop(0)
        if step in seen:
            continue
        seen.add(step)
        if step.draw:
            found[step] = None
        elif step.level >= Level.PIN:
            found[asked.dialled] = None
        else:
            leads = [subject.flows.root.start if target is HOME else target for target in subject.graph.leads.get(step, ())]
            waiting += [target for target in leads if isinstance(target, Step)]
    return list(found)


def cost(subject: Subject, screen: Step, locale: str) -> str:
    """From the fewest to the most, over the examples; the first page of what waits behind 9."""
    use_locale(locale)
    drawn = [each.screen for each in subject.gallery if each.step is screen and each.locale == locale and each.screen]
    counts = sorted({segments(texts(each)[0] + CODE_LINE) for each in drawn})
    return "-".join(map(str, dict.fromkeys((counts[0], counts[-1])))) if counts else ""
