"""Answers that would go wrong are found: saved in no field, kept though secret, or not to be told apart."""

from __future__ import annotations

from pathlib import Path

from engine.parsers import whole_number
from engine.registry import Flows
from engine.screens import Ask, Menu, Option
from engine.text import _
from tests.engine.small_service import Home, faults, home, one_fault, option, with_screen


def test_saving_into_a_field_that_is_not_there_is_found(tmp_path: Path) -> None:
    flow = home()

    @flow.screen
    def show(record: Home) -> Menu:
        return Menu(
            _("Hello!"), Option("save", _("Save"), ask, save={"yaer": "2026"}), Option("leave", _("Leave"), ask, save={"year": 2026})
        )

    @flow.screen
    def ask(record: Home) -> Ask:
        return Ask(_("How many?"), whole_number(1, 9), show, save="mnoths")

    assert faults(tmp_path, Flows(flow)) == [
        "flow home, screen show: option 'save' saves 'yaer', which is no field of Home. It has: months, year.",
        (
            "flow home, screen show: what option 'leave' saves as 'year' cannot be kept: "
            "Expected `str`, got `int` - at `$.year`. Save what the record declares."
        ),
        "flow home, screen ask: save='mnoths' is no field of Home. It has: months, year.",
    ]


def test_a_secret_that_would_be_kept_is_found(tmp_path: Path) -> None:
    flow = home()

    @flow.screen
    def show(record: Home) -> Ask:
        return Ask(_("How many?"), whole_number(1, 9), show, save="months", secret=True)

    assert one_fault(faults(tmp_path, Flows(flow))) == (
        "flow home, screen show: a secret answer is never kept, yet it has save='months'. Read it as call.secret in show."
    )


def test_options_that_cannot_be_told_apart_are_found(tmp_path: Path) -> None:
    found = faults(tmp_path, with_screen(Menu("Hello!", option("a", "Save"), option("a", "Leave"), option("", "Bye."))))
    assert found == [
        "flow home, screen show: 2 options have the key 'a', and the first would always be taken. Give each its own.",
        "flow home, screen show: the option 'Bye.' has no key and could never be chosen. Give it one.",
    ]
