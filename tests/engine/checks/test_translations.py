"""Messages that a caller would read in English, guessed, or without their values are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import check
from engine.flow import Flow
from engine.registry import Flows
from engine.screens import Menu, Option
from engine.text import _
from tests.engine.catalogues import entry, languages
from tests.engine.small_service import Home, faults, lao, one_fault, proof, service, sound, written

MONTHS = "%(months)s months, %(percent)s%%"
SAID = {MONTHS: "flows/home.py"}
PLURAL = 'msgid "%(count)s month"\nmsgid_plural "%(count)s months"\nmsgstr[0] "{}"\n\n'


@pytest.mark.parametrize("body", [written(lao() | {"Bye.": ""}), written({k: v for k, v in lao().items() if k != "Bye."})])
def test_a_missing_translation_is_found(tmp_path: Path, body: str) -> None:
    found = one_fault(faults(tmp_path, sound(), lo=body))
    assert found == "lo lacks 'Bye.' of flows/home.py. Run `make strings`, then translate in locales/lo."


def test_many_missing_translations_of_a_file_are_told_in_one_sentence(tmp_path: Path) -> None:
    found = one_fault(faults(tmp_path, sound(), lo=written({"Hello!": "ກຂ", "0 Back": "0 ກ", "9 More": "9 ກ", "00 Menu": "00 ກ"})))
    assert found.startswith("lo lacks 'How many?', 'Saved.', 'Bye.' and 2 more of flows/home.py.")


def test_a_translation_of_several_forms_needs_each(tmp_path: Path) -> None:
    said = {"%(count)s month": "flows/home.py"}
    assert faults(tmp_path, sound(), lo=written(lao()) + PLURAL.format("%(count)s ກຂ"), said=said)[0].startswith("lo_Latn lacks")
    found = faults(tmp_path, sound(), lo=written(lao()) + PLURAL.format(""), said=said)
    assert found[0].startswith("lo lacks '%(count)s month' of flows/home.py.")


def test_a_guessed_translation_is_found(tmp_path: Path) -> None:
    body = written(lao()).replace('msgid "Bye."', '#, fuzzy\nmsgid "Bye."')
    assert one_fault(faults(tmp_path, sound(), lo=body)) == (
        "lo: 'Bye.' (flows/home.py) is marked fuzzy. Read it again, then take the mark away."
    )


@pytest.mark.parametrize("said", ["%(months)s ກຂ", "%(month)s ກຂ %(percent)s%%", "%(months)s ກຂ %(percent)s%"])
def test_a_translation_that_would_lose_a_value_is_found(tmp_path: Path, said: str) -> None:
    found = faults(tmp_path, sound(), lo=lao() | {MONTHS: said}, said=SAID)
    assert f"lo: {MONTHS!r} is translated as {said!r}. Keep every %(name)s as it is; a percent sign beside one is %%." in found


def test_a_language_without_a_catalogue_is_found(tmp_path: Path) -> None:
    with languages(tmp_path / "locales", lo=written(lao()), lo_Latn=written({word: word for word in lao()})):
        (tmp_path / "locales" / "lo" / "LC_MESSAGES" / "messages.po").unlink()
        found = one_fault([fault.sentence for fault in check.find(service(tmp_path, sound()))])
    assert found == "lo: there is no messages.po for it. Begin it with `make strings`."


def test_a_letter_that_halves_the_room_of_a_latin_page_is_found(tmp_path: Path) -> None:
    words = {word: word for word in lao()} | {"Bye.": "Bye\N{RIGHT SINGLE QUOTATION MARK}s."}
    found = one_fault(faults(tmp_path, sound(), lo=words))
    assert found.startswith("lo: 'Bye’s.' has '’', which a GSM-7 page cannot hold: 160 letters become 70.")


def test_a_letter_that_halves_the_room_of_an_english_page_is_found(tmp_path: Path) -> None:
    message = "Don\N{RIGHT SINGLE QUOTATION MARK}t"
    found = faults(tmp_path, sound(), lo=lao() | {message: "ກຂ"}, said={message: "flows/home.py"})
    assert found[0].startswith("en: 'Don’t' has '’'")


def test_a_title_that_is_not_marked_for_translation_is_found(tmp_path: Path) -> None:
    flow = Flow("home", Home, title="Nowhere said", examples=(Home,))

    @flow.screen
    def show(record: Home) -> Menu:
        return Menu(_("Hello!"), Option("save", _("Save"), sound().root.start))

    found = [fault for fault in faults(tmp_path, Flows(flow, step_up=proof())) if "title" in fault]
    assert one_fault(found) == "flow home: the title 'Nowhere said' is not marked. Write title=N_('Nowhere said')."


def test_an_entry_of_a_catalogue_that_is_said_nowhere_is_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, sound(), lo=written(lao()) + entry("Said no more", "")) == []
