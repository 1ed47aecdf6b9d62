"""Screens that do not draw and records that cannot be kept are found."""

from __future__ import annotations

from pathlib import Path

from engine.flow import Flow, Record
from engine.registry import Flows
from engine.screens import Menu, Option, when
from engine.text import _
from tests.engine.small_service import Home, faults, home, one_fault, option, proof, sound, with_screen

GREETINGS: dict[str, str] = {}


def test_a_screen_that_fails_is_found_with_its_error(tmp_path: Path) -> None:
    flow = home()

    @flow.screen
    def show(record: Home) -> Menu:
        return Menu(GREETINGS[record.year], option("menu", _("Save"), show))

    found = one_fault(faults(tmp_path, Flows(flow)))
    assert found.startswith("flow home, screen show does not draw with the example \"nothing yet\": KeyError: '' (en, lo, lo_Latn).")


def test_a_flow_without_examples_is_found(tmp_path: Path) -> None:
    flow = Flow("home", Home)
    found = one_fault(faults(tmp_path, with_screen(Menu("Hello!", option("a", "Save")), flow)))
    assert found.startswith("flow home has no examples, so nothing of it is measured.")


def test_a_record_that_cannot_start_empty_is_found(tmp_path: Path) -> None:
    class Demanding(Record):
        months: int

    flow = Flow("home", Demanding, examples=(lambda: Demanding(months=1),))

    @flow.screen
    def show(record: Demanding) -> Menu:
        return Menu(_("Hello!"), Option("save", _("Save"), show))

    found = one_fault(faults(tmp_path, Flows(flow)))
    assert found.startswith("flow home cannot be started: Missing required argument 'months'.")


def test_an_example_that_does_not_come_back_as_kept_is_found(tmp_path: Path) -> None:
    flow = Flow("home", Home, examples=(lambda: Home(months="many"),))  # type: ignore[arg-type]
    found = one_fault(faults(tmp_path, with_screen(Menu("Hello!", option("a", "Save")), flow)))
    assert found.startswith('flow home, example "example 1" is not the same after it was kept')


def test_an_option_that_no_example_shows_is_found(tmp_path: Path) -> None:
    shown, hidden = option("a", "Save"), when(False, option("b", "Leave"))
    found = one_fault(faults(tmp_path, with_screen(Menu("Hello!", shown, hidden))))
    assert found == "flow home, screen show: no example shows the option 'b', so it is never measured. Add an example that does."


def test_a_number_kept_free_is_no_fault(tmp_path: Path) -> None:
    flow = home()

    @flow.screen
    def show(record: Home) -> Menu:
        return Menu(_("Hello!"), Option("pay", "", show), Option("save", _("Save"), show))

    assert faults(tmp_path, Flows(flow)) == []


def test_a_flow_without_a_step_is_found(tmp_path: Path) -> None:
    found = faults(tmp_path, Flows(sound().root, Flow("empty", Record), step_up=proof()))
    assert found == ["flow empty has no step. Declare its first one with @flow.screen or @flow.action."]
