"""A service of two small flows without a fault, for tests that put one in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from engine import check
from engine.call import Call
from engine.checks import released
from engine.encoding import Budget
from engine.flow import DONE, Flow, Level, Outcome, Record, Step
from engine.parsers import pin, whole_number
from engine.registry import Flows
from engine.screens import Ask, End, Menu, Option
from engine.text import LOCALES, _
from tests.engine.catalogues import entry, languages, write

BUDGETS: Final = {"network": Budget(160, 70)}
WORDS: Final = ("Hello!", "How many?", "Saved.", "Bye.", "Save", "Leave", "0 Back", "9 More", "00 Menu")
LAO_LETTERS: Final = "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮ"


class Home(Record):
    """What the root keeps."""

    months: int = 0
    year: str = ""


def home() -> Flow[Home]:
    """A root with one screen, which its makers add to."""
    return Flow("home", Home, examples=(Home,))


def proof() -> Flow[Record]:
    """Asks for a PIN."""
    flow = Flow("proof", Record, examples=(Record,))

    @flow.screen
    def ask(record: Record) -> Ask:
        return Ask(_("How many?"), pin, prove, secret=True)

    @flow.action
    def prove(record: Record, call: Call) -> Outcome:
        return DONE

    return flow


def sound() -> Flows:
    """Nothing is wrong with it."""
    flow = home()

    @flow.screen
    def menu(record: Home) -> Menu:
        return Menu(_("Hello!"), Option("save", _("Save"), ask), Option("leave", _("Leave"), leave, save={"year": "2026"}))

    @flow.screen
    def ask(record: Home) -> Ask:
        return Ask(_("How many?"), whole_number(1, 9), keep, save="months")

    @flow.action(level=Level.PIN)
    def keep(record: Home, call: Call) -> Outcome:
        return show

    @flow.screen
    def show(record: Home) -> Menu:
        return Menu(_("Saved."))

    @flow.screen
    def leave(record: Home) -> End:
        return End(_("Bye."))

    return Flows(flow, step_up=proof())


def lao(**changed: str) -> dict[str, str]:
    """A short Lao translation of every word; `changed` maps a word to another."""
    short = {word: f"{word[:2]} {LAO_LETTERS[:3]}" if word[0].isdigit() else LAO_LETTERS[:5] for word in WORDS}
    return short | changed


def service(folder: Path, flows: Flows, said: Mapping[str, str] | None = None, shapes: released.Shapes | None = None) -> check.Service:
    """The flows as they are handed to the checker; `said` may name more than the small words."""
    kept = folder / "released.json"
    kept.write_text(released.written(shapes or {}), encoding="utf-8")
    words = dict.fromkeys(WORDS, "flows/home.py")
    return check.Service(flows, BUDGETS, folder / "locales", kept, {**words, **(said or {})})


def faults(folder: Path, flows: Flows, lo: Mapping[str, str] | str | None = None, **given: Any) -> list[str]:
    """The sentences of all faults. lo: the Lao translations, or the whole body of their file."""
    body = lo if isinstance(lo, str) else written(lo or lao())
    others = written(dict(zip(WORDS, WORDS, strict=True)))
    with languages(folder / "locales"):
        for locale in LOCALES:
            write(folder / "locales", locale, body if locale == "lo" else others)
        return [fault.sentence for fault in check.find(service(folder, flows, **given))]


def written(translations: Mapping[str, str]) -> str:
    """A catalogue's body."""
    return "".join(entry(source, said) for source, said in translations.items())


def one_fault(found: list[str]) -> str:
    """The only one, or a failure that shows them all."""
    assert len(found) == 1, "\n".join(found)
    return found[0]


def with_screen(screen: Menu | Ask | End, flow: Flow[Home] | None = None) -> Flows:
    """A root of one screen."""
    flow = flow or home()

    @flow.screen
    def show(record: Home) -> Menu | Ask | End:
        return screen

    return Flows(flow)


def option(key: str, label: str, then: Step | None = None) -> Option:
    """An option that leads somewhere."""
    return Option(key, label, then or sound().root.start)
