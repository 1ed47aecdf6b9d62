"""Screens that take more pages than a caller reads, and lines no page can bear."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from engine.checks.subject import Fault, Subject, where
from engine.encoding import Budget, fits, size
from engine.flow import Step
from engine.gallery import Drawn
from engine.layout import Controls, number_of, pages
from engine.parsers import Invalid
from engine.screens import Ask, End, Menu
from engine.text import LOCALES, PLACEHOLDER, _, current_locale, use_locale

KIND: Final = "screens that are too long"
# People leave a text by the third page; Lao holds less than half of it on a page, and is read more patiently.
MENU_PAGES: Final = {"GSM-7": 3, "UCS-2": 5}
# A list is turned only as far as one's own line; at ten seconds a page the whole of it still fits into one dial.
LIST_PAGES: Final = {"GSM-7": 5, "UCS-2": 9}
LIST_FROM: Final = 8
# While a question has more pages, 9 turns the page and is no answer. Asked again, it stands below a complaint.
ASK_PAGES, ASKED_AGAIN_PAGES = 1, 2
# Nothing can be pressed once it is shown.
END_PAGES: Final = 1
# Longer than any service code or code of a mistake.
LONGEST_VALUE: Final = "*1234*56#"
NOT_ANSWERS: Final = ("", "?")


class Measure(NamedTuple):
    """amount: how much too much, to find the worst example by. rule: what else is measured alike."""

    rule: str
    amount: int
    sentence: str


def find(subject: Subject) -> Iterator[Fault]:
    """The worst example of each screen, language and rule."""
    before = current_locale()
    for budget, gateways in _gateways(subject).items():
        worst: dict[tuple[Step, str, str], tuple[Measure, str]] = {}
        for drawn in subject.gallery:
            use_locale(drawn.locale)
            for measure in _of_screen(drawn, subject.controls(drawn.step), budget):
                key = (drawn.step, drawn.locale, measure.rule)
                if key not in worst or worst[key][0].amount < measure.amount:
                    worst[key] = (measure, drawn.example)
        for (step, locale, _rule), (measure, example) in worst.items():
            yield Fault(KIND, f'{where(step)} ({locale}, {gateways}, example "{example}"): {measure.sentence}')
        yield from _of_last_words(subject, budget, gateways)
    use_locale(before)


def _gateways(subject: Subject) -> dict[Budget, str]:
    """The names of the gateways that share a budget."""
    found: dict[Budget, str] = {}
    for name, budget in subject.budgets.items():
        found[budget] = f"{found[budget]} and {name}" if budget in found else name
    return found


def _of_screen(drawn: Drawn, controls: Controls, budget: Budget) -> Iterator[Measure]:
    match drawn.screen:
        case Menu():
            yield from _of_menu(drawn.screen, drawn.step.listing, controls, budget)
        case Ask():
            yield from _of_question(drawn.screen, controls, budget)
        case End():
            count = len(pages(drawn.screen.text, (), Controls(), budget))
            if count > END_PAGES:
                yield Measure("end", count, f"the last word takes {count} pages, {END_PAGES} at most. Say it shorter, or make it a Menu.")
        case None:
            return


def _of_menu(menu: Menu, listing: bool, controls: Controls, budget: Budget) -> Iterator[Measure]:
    drawn = pages(menu.text, [option.label for option in menu.options], controls, budget)
    limits = LIST_PAGES if listing or len(menu.options) >= LIST_FROM else MENU_PAGES
    most = limits["UCS-2" if any(size(page).encoding == "UCS-2" for page in drawn) else "GSM-7"]
    if len(drawn) > most:
        yield Measure("menu", len(drawn), f"{len(drawn)} pages, {most} at most. Say it shorter, or put part of it behind an option.")
    lines = {line for page in drawn for line in page.split("\n")}
    for index, option in enumerate(menu.options):
        if option.label and (line := f"{number_of(index)} {option.label}") not in lines:
            used = size(line)
            what = f"option {option.key!r} takes {used.used} {used.encoding} and is cut in two"
            sentence = f"{what}: no page holds it beside the ways out. Shorten it."
            yield Measure(f"option {option.key}", used.used, sentence)


def _of_question(ask: Ask, controls: Controls, budget: Budget) -> Iterator[Measure]:
    count = len(pages(ask.text, (), controls, budget))
    if count > ASK_PAGES:
        yield Measure(
            "ask", count, f"the question takes {count} pages, {ASK_PAGES} at most. Say it shorter, or explain on a Menu before it."
        )
    for complaint in sorted(_complaints(ask)):
        count = len(pages(ask.text, (), controls, budget, complaint))
        if count > ASKED_AGAIN_PAGES:
            sentence = f"asked again below {complaint!r} it takes {count} pages, {ASKED_AGAIN_PAGES} at most. Shorten one of the two."
            yield Measure("asked again", count, sentence)


def _complaints(ask: Ask) -> set[str]:
    """What the parser says of no answer, and of none that could be one."""
    answers = [ask.parser(text) for text in NOT_ANSWERS]
    return {answer.reason for answer in answers if isinstance(answer, Invalid)}


def _of_last_words(subject: Subject, budget: Budget, gateways: str) -> Iterator[Fault]:
    for locale in LOCALES:
        use_locale(locale)
        for message in subject.last_words:
            text = _(message, **dict.fromkeys(PLACEHOLDER.findall(message), LONGEST_VALUE))
            if not fits(text, budget):
                used = size(text)
                what = f"the desk's {message!r} ({locale}, {gateways}) takes {used.used} {used.encoding}, more than a page."
                yield Fault(KIND, f"{what} Say it shorter: nothing can be pressed once it is shown.")
