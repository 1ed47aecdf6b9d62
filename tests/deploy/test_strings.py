"""The catalogues say what the code says: nothing missing, nothing guessed, and twice the same bytes."""

from pathlib import Path

from babel.messages.catalog import Catalog

from deploy.strings import extract, faults, read, updated

CODE = """
# Translators: the first line of the main menu
a = _("Social security")
b = N_("Hospital")
c = _n("%(count)s month", "%(count)s months", 3)
d = _(name)
"""


def tree(folder: Path, code: str = CODE) -> Catalog:
    (folder / "flows").mkdir(exist_ok=True)
    (folder / "flows" / "home.py").write_text(code)
    return extract(folder)


def catalogue(folder: Path, content: bytes, locale: str = "lo") -> Catalog:
    path = folder / locale / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return read(path)


def test_every_marked_message_is_found_with_its_note(tmp_path: Path) -> None:
    found = {message.id: message for message in tree(tmp_path) if message.id}
    assert set(found) == {"Social security", "Hospital", ("%(count)s month", "%(count)s months")}
    assert found["Social security"].auto_comments == ["the first line of the main menu"]


def test_a_language_that_cldr_does_not_know_has_a_catalogue_all_the_same(tmp_path: Path) -> None:
    content = updated(Catalog(locale="lo_Latn", fuzzy=False), tree(tmp_path))
    assert b'"Language: lo_Latn\\n"' in content
    assert b'msgid "Hospital"\nmsgstr ""\n' in content


def test_a_second_update_changes_no_byte(tmp_path: Path) -> None:
    template = tree(tmp_path)
    first = updated(Catalog(locale="lo", fuzzy=False), template)
    assert updated(catalogue(tmp_path, first), template) == first


def test_a_translation_survives_and_a_line_moved_in_the_code_changes_nothing(tmp_path: Path) -> None:
    first = updated(Catalog(locale="lo", fuzzy=False), tree(tmp_path)).replace(b'"Hospital"\nmsgstr ""', b'"Hospital"\nmsgstr "Hong mo"')
    assert updated(catalogue(tmp_path, first), tree(tmp_path, "\n\n" + CODE)) == first


def test_a_changed_message_is_missing_not_guessed(tmp_path: Path) -> None:
    first = updated(Catalog(locale="lo", fuzzy=False), tree(tmp_path)).replace(b'"Hospital"\nmsgstr ""', b'"Hospital"\nmsgstr "Hong mo"')
    second = updated(catalogue(tmp_path, first), tree(tmp_path, CODE.replace("Hospital", "Hospitals")))
    assert b"Hong mo" not in second
    assert b"fuzzy" not in second


def test_what_is_not_translated_or_only_guessed_is_named(tmp_path: Path) -> None:
    content = b'msgid ""\nmsgstr ""\n\nmsgid "Hospital"\nmsgstr ""\n\n#, fuzzy\nmsgid "Menu"\nmsgstr "Menu"\n'
    assert list(faults(catalogue(tmp_path, content))) == ["not translated: 'Hospital'", "fuzzy: 'Menu'"]


def test_english_needs_no_translation(tmp_path: Path) -> None:
    assert not list(faults(catalogue(tmp_path, b'msgid ""\nmsgstr ""\n\nmsgid "Hospital"\nmsgstr ""\n', "en")))
