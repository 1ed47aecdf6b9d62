"""People read their own language, and English where a translation is missing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.text import LOCALES, N_, CatalogueError, _, _n, current_locale, load_catalogues, use_locale
from tests.engine.catalogues import entry, languages, write

LAO = (
    entry("Hospital", "ໂຮງໝໍ")
    + entry("%(months)s months paid", "ຈ່າຍແລ້ວ %(months)s ເດືອນ")
    + "#, fuzzy\n"
    + entry("Family", "ຄອບຄົວ")
    + entry("Contacts", "")
    + 'msgid "%(count)s month"\nmsgid_plural "%(count)s months"\nmsgstr[0] "%(count)s ເດືອນ"\n\n'
)


@pytest.fixture(autouse=True)
def catalogues(tmp_path: Path) -> Iterator[None]:
    with languages(tmp_path, lo=LAO, en=entry("Contacts", "Who to call")):
        use_locale("lo")
        yield


def test_a_message_is_said_in_the_callers_language() -> None:
    assert _("Hospital") == "ໂຮງໝໍ"
    assert _("%(months)s months paid", months=31) == "ຈ່າຍແລ້ວ 31 ເດືອນ"
    use_locale("en")
    assert _("%(months)s months paid", months=31) == "31 months paid"


def test_what_is_not_translated_is_said_in_english() -> None:
    assert _("Never seen before") == "Never seen before"
    assert _("Contacts") == "Who to call"


def test_a_fuzzy_translation_is_not_used() -> None:
    assert _("Family") == "Family"


def test_a_locale_that_is_not_offered_becomes_english() -> None:
    use_locale("fr")
    assert current_locale() == "en"


def test_marking_a_message_does_not_translate_it() -> None:
    assert N_("Hospital") == "Hospital"


def test_counts_take_the_form_of_the_language() -> None:
    def said(count: int) -> str:
        return _n("%(count)s month", "%(count)s months", count)

    assert [said(1), said(2)] == ["1 ເດືອນ", "2 ເດືອນ"]
    use_locale("en")
    assert [said(0), said(1), said(2)] == ["0 months", "1 month", "2 months"]
    use_locale("lo_Latn")
    assert [said(1), said(2)] == ["1 month", "2 months"]


def test_two_callers_at_once_do_not_hear_each_others_language() -> None:
    heard: list[str] = []

    def another_caller() -> None:
        use_locale("en")
        heard.append(_("Hospital"))

    thread = threading.Thread(target=another_caller)
    thread.start()
    thread.join()
    assert heard == ["Hospital"]
    assert _("Hospital") == "ໂຮງໝໍ"


@pytest.mark.parametrize("said", ["%(month)s ເດືອນ", "ເດືອນ", "%(months) ເດືອນ", "%(months)d ເດືອນ", "100% %(months)s"])
def test_a_translation_that_loses_its_value_stops_the_start(tmp_path: Path, said: str) -> None:
    write(tmp_path, "lo_Latn", entry("%(months)s months paid", said))
    with pytest.raises(CatalogueError, match="lo_Latn: '%\\(months\\)s months paid'"):
        load_catalogues(tmp_path)
    assert _("Hospital") == "ໂຮງໝໍ"


def test_a_missing_catalogue_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "lo" / "LC_MESSAGES" / "messages.po").unlink()
    with pytest.raises(FileNotFoundError):
        load_catalogues(tmp_path)


def test_every_language_is_named_in_its_own_script() -> None:
    assert {locale: language.name for locale, language in LOCALES.items()} == {"en": "English", "lo": "ລາວ", "lo_Latn": "Lao (abc)"}
