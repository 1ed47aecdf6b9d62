"""Small catalogues for tests that need a language, and everything as it was afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine import text

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plurals};\\n"\n\n'
PLURALS = {"en": "nplurals=2; plural=(n != 1)"}


def write(folder: Path, locale: str, body: str = "") -> None:
    """Writes one locale's messages.po."""
    path = folder / locale / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER.format(plurals=PLURALS.get(locale, "nplurals=1; plural=0")) + body, encoding="utf-8")


def entry(source: str, translation: str) -> str:
    """One message and its translation."""
    return f'msgid "{source}"\nmsgstr "{translation}"\n\n'


@contextmanager
def languages(folder: Path, **bodies: str) -> Iterator[None]:
    """Loads the given bodies, an empty catalogue for each other locale, and restores what was loaded before."""
    before = {name: (held.messages, held.plurals, held.form_of) for name, held in text._catalogues.items()}
    speaking = text.current_locale()
    for locale in text.LOCALES:
        write(folder, locale, bodies.get(locale, ""))
    try:
        text.load_catalogues(folder)
        yield
    finally:
        text.use_locale(speaking)
        for name, (messages, plurals, form_of) in before.items():
            held = text._catalogues[name]
            held.messages, held.plurals, held.form_of = messages, plurals, form_of
