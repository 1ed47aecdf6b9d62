"""What people read, in the language they chose: `_()` over catalogues read once at start."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from gettext import c2py
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

PLACEHOLDER = re.compile(r"%\((\w+)\)")


class Language(NamedTuple):
    """name: in its own script, so that its readers find it; cldr: the locale whose dates and separators it uses."""

    name: str
    cldr: str


# Latin Lao takes the formats of Lao: its readers are the same people, and 108.000 is how prices are written there.
LOCALES: Final = {
    "en": Language("English", "en"),
    "lo": Language("ລາວ", "lo"),
    "lo_Latn": Language("Lao (abc)", "lo"),
}
SOURCE: Final = "en"
# Who speaks a language that is not offered yet reads Latin letters sooner than Lao or English.
NEAREST: Final = {"hmn": "lo_Latn", "kjg": "lo_Latn"}


class CatalogueError(ValueError):
    """Translations that could not be shown; the message names every one."""


def _english(count: int) -> int:
    return int(count != 1)


class Catalogue:
    """One language's messages. Filled in place, so that whoever holds it sees what was loaded."""

    __slots__ = ("form_of", "locale", "messages", "plurals")

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.messages: dict[str, str] = {}
        self.plurals: dict[str, tuple[str, ...]] = {}
        self.form_of: Callable[[int], int] = _english


_catalogues: Final = {locale: Catalogue(locale) for locale in LOCALES}
_current: Final = ContextVar("catalogue", default=_catalogues[SOURCE])


def locale_of(language: str, script: str | None) -> str:
    """The catalogue for a language on file (ISO 639) and its script (ISO 15924); the nearest that is offered when there is none."""
    if language == "lo":
        return "lo_Latn" if script == "Latn" else "lo"
    return language if language in LOCALES else NEAREST.get(language, SOURCE)


def use_locale(locale: str) -> None:
    """What follows in this thread or context is said in this language; one that is not offered becomes English."""
    _current.set(_catalogues.get(locale) or _catalogues[SOURCE])


def current_locale() -> str:
    """The language spoken now: a key of LOCALES."""
    return _current.get().locale


def _(message: str, **values: object) -> str:
    """The message in the current language, its %(name)s filled in; a `%` meant as itself is `%%` where values are given."""
    text = _current.get().messages.get(message, message)
    return text % values if values else text


def N_(message: str) -> str:  # noqa: N802 - the name gettext's readers know
    """Marks a message for translation where it is written; `_()` translates it where it is shown."""
    return message


def _n(singular: str, plural: str, count: int, **values: object) -> str:
    """The form of the message for this count, which also fills %(count)s."""
    catalogue = _current.get()
    forms = catalogue.plurals.get(singular)
    if forms is None:
        catalogue = _catalogues[SOURCE]
        forms = catalogue.plurals.get(singular, (singular, plural))
    return forms[catalogue.form_of(count)] % {"count": count, **values}


def load_catalogues(folder: Path) -> None:
    """Reads <folder>/<locale>/LC_MESSAGES/messages.po of every locale; English may be absent, it is the source.

    Raises FileNotFoundError, and CatalogueError when a translation does not keep its placeholders.
    """
    read = {locale: _read(folder / locale / "LC_MESSAGES" / "messages.po", locale) for locale in LOCALES}
    faults = [fault for locale, catalog in read.items() for fault in _faults(locale, catalog)]
    if faults:
        raise CatalogueError("\n".join(faults))
    english = _plain(read[SOURCE])
    for locale, catalog in read.items():
        catalogue = _catalogues[locale]
        # English under every other language: one look-up serves both the translated and the not yet translated.
        catalogue.messages = english | _plain(catalog)
        catalogue.plurals = _plurals(catalog)
        catalogue.form_of = c2py(catalog.plural_expr)


def _read(path: Path, locale: str) -> Catalog:
    if locale == SOURCE and not path.exists():
        return Catalog(locale=SOURCE)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def _plain(catalog: Catalog) -> dict[str, str]:
    return {
        entry.id: entry.string
        for entry in catalog
        if isinstance(entry.id, str) and isinstance(entry.string, str) and entry.id and entry.string and not entry.fuzzy
    }


def _plurals(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    return {
        entry.id[0]: tuple(entry.string)
        for entry in catalog
        if isinstance(entry.id, (list, tuple)) and isinstance(entry.string, (list, tuple)) and all(entry.string) and not entry.fuzzy
    }


def _faults(locale: str, catalog: Catalog) -> list[str]:
    """Translations that would lose a value, or fail when the caller's screen is drawn."""
    pairs = [(source, said) for source, said in _plain(catalog).items() if PLACEHOLDER.search(source)]
    pairs += [(source, said) for source, forms in _plurals(catalog).items() for said in forms]
    return [f"{locale}: {source!r} is translated as {said!r}" for source, said in pairs if not _keeps_placeholders(source, said)]


def _keeps_placeholders(source: str, said: str) -> bool:
    names = set(PLACEHOLDER.findall(source)) | {"count"}
    try:
        said % dict.fromkeys(names, "")
    except (KeyError, TypeError, ValueError):
        return False
    return set(PLACEHOLDER.findall(said)) | {"count"} == names
