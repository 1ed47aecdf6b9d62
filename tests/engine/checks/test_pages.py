"""Screens that take more pages than a caller reads are found before a caller does."""

from __future__ import annotations

from pathlib import Path

from engine import check
from engine.flow import Flow
from engine.registry import Flows
from engine.screens import Menu, Option
from engine.text import _
from tests.engine.catalogues import languages
from tests.engine.small_service import LAO_LETTERS, Home, faults, home, lao, one_fault, service, sound, written


def test_a_screen_too_long_in_lao_is_found(tmp_path: Path) -> None:
    words = lao() | {"Hello!": f"{LAO_LETTERS} " * 15}
    assert one_fault(faults(tmp_path, sound(), lo=words)) == (
        'flow home, screen menu (lo, network, example "nothing yet"): '
        "8 pages, 5 at most. Say it shorter, or put part of it behind an option."
    )


def test_a_text_in_latin_letters_may_take_fewer_pages(tmp_path: Path) -> None:
    words = {word: word for word in lao()} | {"Hello!": "Hello " * 85}
    assert "4 pages, 3 at most" in one_fault(faults(tmp_path, sound(), lo=words))


def test_a_long_list_may_take_more_pages_than_a_text(tmp_path: Path) -> None:
    def years(count: int) -> Flows:
        flow = home()

        @flow.screen
        def show(record: Home) -> Menu:
            return Menu(_("Hello!"), *(Option(str(n), f"{n}: {'months ' * 6}".strip(), show) for n in range(count)))

        return Flows(flow)

    words = {word: word for word in lao()}
    assert faults(tmp_path, years(14), lo=words) == []
    assert all("6 pages, 5 at most" in fault for fault in faults(tmp_path, years(16), lo=words))
    assert faults(tmp_path, years(16), lo=words)


def test_a_question_of_two_pages_is_found(tmp_path: Path) -> None:
    words = lao() | {"How many?": f"{LAO_LETTERS} " * 3}
    found = faults(tmp_path, sound(), lo=words)
    assert found[0] == (
        'flow home, screen ask (lo, network, example "nothing yet"): '
        "the question takes 2 pages, 1 at most. Say it shorter, or explain on a Menu before it."
    )


def test_a_question_that_grows_too_long_below_its_complaint_is_found(tmp_path: Path) -> None:
    complaint = "Type a number from %(minimum)s to %(maximum)s."
    said = {complaint: "engine/parsers.py"}
    words = lao() | {complaint: f"{LAO_LETTERS} %(minimum)s %(maximum)s " + f"{LAO_LETTERS} " * 3}
    found = [fault for fault in faults(tmp_path, sound(), lo=words, said=said) if fault.startswith("flow")]
    assert "it takes 3 pages, 2 at most. Shorten one of the two." in one_fault(found)


def test_a_last_word_of_two_pages_is_found(tmp_path: Path) -> None:
    words = lao() | {"Bye.": f"{LAO_LETTERS} " * 3}
    assert one_fault(faults(tmp_path, sound(), lo=words)) == (
        'flow home, screen leave (lo, network, example "nothing yet"): '
        "the last word takes 2 pages, 1 at most. Say it shorter, or make it a Menu."
    )


def test_an_option_that_no_page_holds_whole_is_found(tmp_path: Path) -> None:
    words = lao() | {"Save": f"{LAO_LETTERS} " * 3}
    found = one_fault(faults(tmp_path, sound(), lo=words))
    assert "option 'save' takes 86 UCS-2 and is cut in two: no page holds it beside the ways out. Shorten it." in found


def test_the_desks_own_last_word_must_fit_a_page(tmp_path: Path) -> None:
    sorry = "Sorry. Dial %(code)s again."
    with languages(tmp_path / "locales", lo=written(lao() | {sorry: f"{LAO_LETTERS * 2} %(code)s {LAO_LETTERS[:9]}"}), lo_Latn=written({})):
        checked = service(tmp_path, sound(), {sorry: "channels/desk.py"})._replace(last_words=(sorry,))
        found = [fault.sentence for fault in check.find(checked) if fault.sentence.startswith("the desk")]
    assert "takes 74 UCS-2, more than a page" in one_fault(found)


def test_the_longest_example_is_the_one_that_is_named(tmp_path: Path) -> None:
    def some() -> Home:
        return Home(year="word " * 110)

    def most() -> Home:
        return Home(year="word " * 160)

    flow = Flow("home", Home, examples=(some, most, Home))

    @flow.screen
    def show(record: Home) -> Menu:
        return Menu(record.year, Option("save", _("Save"), show))

    found = faults(tmp_path, Flows(flow))
    assert found[0].partition(" pages")[0] == 'flow home, screen show (en, network, example "most"): 6'
