"""Brings the catalogues in line with what the code says, and finds what is not translated."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "locales"
SPOKEN_IN = ("app.py", "channels", "console", "engine", "flows", "jobs")
KEYWORDS = {"_": None, "N_": None, "_n": (1, 2)}
NOTES = ("Translators:",)
SOURCE = "en"
# Dates and tools of the last run would make two runs over the same code differ.
UNSTABLE = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Project-Id-Version|Report-Msgid-Bugs-To):.*\n',
    re.MULTILINE,
)


def extract(root: Path = ROOT) -> Catalog:
    """Every message the code can say, with the files that say it."""
    template = Catalog(project="LSSO Channels", fuzzy=False, header_comment="# What LSSO Channels says.")
    for path in _sources(root):
        where = path.relative_to(root).as_posix()
        for _line, message, comments, _context in extract_from_file(
            "python", path, KEYWORDS, NOTES, {"encoding": "utf-8"}, strip_comment_tags=True
        ):
            template.add(message, locations=[(where, 0)], auto_comments=comments)
    return template


def _sources(root: Path) -> Iterator[Path]:
    for part in SPOKEN_IN:
        path = root / part
        yield from sorted(path.rglob("*.py")) if path.is_dir() else filter(Path.exists, [path])


def read(path: Path) -> Catalog:
    locale = path.parent.parent.name
    if not path.exists():
        return Catalog(locale=locale, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def updated(catalog: Catalog, template: Catalog) -> bytes:
    """The catalogue as it should stand in the tree: no guesses, nothing obsolete, no line numbers that churn."""
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = f"# What LSSO Channels says, in {catalog.locale_identifier}."
    out = io.BytesIO()
    write_po(out, catalog, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return UNSTABLE.sub(b"", out.getvalue())


def faults(catalog: Catalog) -> Iterator[str]:
    for message in catalog:
        if message.id and message.fuzzy:
            yield f"fuzzy: {message.id!r}"
        elif message.id and catalog.locale_identifier != SOURCE and not _is_translated(message):
            yield f"not translated: {message.id!r}"


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, list | tuple) else bool(message.string)


def files(root: Path = CATALOGUES) -> list[Path]:
    """One for each folder: making the folder is how a language is begun."""
    return [folder / "LC_MESSAGES" / "messages.po" for folder in sorted(root.iterdir()) if folder.is_dir()]


def update(template: Catalog) -> int:
    for path in files():
        catalog = read(path)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(updated(catalog, template))
        print(f"{path.relative_to(ROOT)}: {len(catalog)} messages, {len(list(faults(catalog)))} to translate")
    return 0


def check(template: Catalog) -> int:
    found = []
    for path in files():
        catalog, name = read(path), path.relative_to(ROOT)
        if not path.exists() or path.read_bytes() != updated(catalog, template):
            found.append(f"{name}: not what the code says now; run `make strings`")
        found += [f"{name}: {fault}" for fault in faults(catalog)]
    print("\n".join(found) or "strings: every catalogue is complete and current")
    return bool(found)


if __name__ == "__main__":
    sys.exit((check if "--check" in sys.argv else update)(extract()))
