"""Every screen is drawn with every example in every language."""

from __future__ import annotations

from functools import partial

from engine import gallery
from engine.flow import Flow, Record
from engine.registry import Flows
from engine.screens import Menu
from engine.text import LOCALES, current_locale, use_locale
from tests.engine.small_service import Home, home, sound


def test_each_screen_is_drawn_once_for_each_example_and_language() -> None:
    flows = sound()
    drawn = [each for each in gallery.draw_all(flows) if each.step.flow is flows.root]
    assert len(drawn) == 4 * 1 * len(LOCALES)
    assert {each.locale for each in drawn} == set(LOCALES)


def test_the_language_spoken_before_is_spoken_afterwards() -> None:
    use_locale("lo")
    try:
        gallery.draw_all(sound())
        assert current_locale() == "lo"
    finally:
        use_locale("en")


def test_a_screen_that_fails_is_kept_with_its_error() -> None:
    flow = home()

    @flow.screen
    def show(record: Home) -> Menu:
        raise LookupError("nothing there")

    failed = gallery.draw_all(Flows(flow))[0]
    assert (failed.screen, failed.error, failed.options) == (None, "LookupError: nothing there", ())


def test_the_offer_to_go_on_is_drawn_with_every_title() -> None:
    one, two = (Flow(name, Record, title=f"The {name}", examples=(Record,)) for name in ("one", "two"))

    def show(record: Record) -> Menu:
        return Menu("Here")

    one.screen(show)
    two.screen(show)
    offers = [each.example for each in gallery.draw_all(Flows(one, two)) if each.step.flow.name == "resuming"]
    assert list(dict.fromkeys(offers)) == ["The one", "The two"]


def test_an_example_is_called_by_its_function_its_values_or_its_place() -> None:
    def long_history() -> Home:
        return Home()

    flow = Flow("home", Home, examples=(long_history, Home, partial(Home, year="2026"), lambda: Home(year="2025")))
    assert list(gallery.examples_of(sound(), flow)) == ["long history", "nothing yet", "2026", "example 4"]
