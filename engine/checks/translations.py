"""Messages that are not translated, only guessed, or would lose a value; letters that cost half a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from engine.checks.subject import Fault
from engine.encoding import is_gsm7
from engine.registry import Flows
from engine.text import LOCALES, SOURCE, CatalogueError, load_catalogues

MISSING: Final = "messages without a translation"
GUESSED: Final = "translations that are only guessed"
UNSOUND: Final = "translations that would lose a value"
COSTLY: Final = "letters that cost half a page"
NAMED: Final = 3
Said = Mapping[str, str]


def find(folder: Path, said: Said, flows: Flows) -> Iterator[Fault]:
    """said: every message the code can say, with the file that says it. Loads the catalogues when they are sound."""
    for flow in flows.all:
        if flow.title and flow.title not in said:
            yield Fault(MISSING, f"flow {flow.name}: the title {flow.title!r} is not marked. Write title=N_({flow.title!r}).")
    yield from _costly(SOURCE, said)
    for locale in LOCALES:
        path = folder / locale / "LC_MESSAGES" / "messages.po"
        if locale != SOURCE:
            yield from _of_language(locale, path, said)
    try:
        load_catalogues(folder)
    except FileNotFoundError:
        return
    except CatalogueError as error:
        for line in str(error).splitlines():
            yield Fault(UNSOUND, f"{line}. Keep every %(name)s as it is; a percent sign beside one is %%.")


def _of_language(locale: str, path: Path, said: Said) -> Iterator[Fault]:
    if not path.exists():
        yield Fault(MISSING, f"{locale}: there is no {path.name} for it. Begin it with `make strings`.")
        return
    with path.open("rb") as file:
        catalog = read_po(file, locale=locale)
    entries = {entry.id[0] if isinstance(entry.id, tuple | list) else entry.id: entry for entry in catalog if entry.id}
    lacking: dict[str, list[str]] = {}
    for message, file_name in said.items():
        entry = entries.get(message)
        if entry is None or not _is_whole(entry.string):
            lacking.setdefault(file_name, []).append(message)
        elif entry.fuzzy:
            yield Fault(GUESSED, f"{locale}: {message!r} ({file_name}) is marked fuzzy. Read it again, then take the mark away.")
    for file_name, messages in lacking.items():
        yield Fault(MISSING, f"{locale} lacks {_listed(messages)} of {file_name}. Run `make strings`, then translate in locales/{locale}.")
    if _is_latin(catalog):
        yield from _costly(locale, [form for entry in entries.values() for form in _forms(entry.string)])


def _costly(locale: str, texts: Iterable[str]) -> Iterator[Fault]:
    for text in texts:
        if outside := "".join(dict.fromkeys(letter for letter in text if not is_gsm7(letter))):
            yield Fault(
                COSTLY, f"{locale}: {text!r} has {outside!r}, which a GSM-7 page cannot hold: 160 letters become 70. Write it plainly."
            )


def _is_latin(catalog: Catalog) -> bool:
    """Whether the language is written within GSM-7, so that a letter outside it is a slip."""
    forms = [form for entry in catalog if entry.id for form in _forms(entry.string)]
    return 2 * sum(map(is_gsm7, forms)) > len(forms)


def _is_whole(string: object) -> bool:
    return bool(forms := _forms(string)) and all(forms)


def _forms(string: object) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string) if isinstance(string, tuple | list) else ()


def _listed(messages: list[str]) -> str:
    named = ", ".join(map(repr, messages[:NAMED]))
    return f"{named} and {len(messages) - NAMED} more" if len(messages) > NAMED else named
