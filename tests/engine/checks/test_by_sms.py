"""Screens that would take more than three SMS are found, those only that SMS can come to."""

from __future__ import annotations

from pathlib import Path

from engine.call import Call
from engine.flow import Enter, Flow, Level, Outcome, Record
from engine.registry import Flows
from engine.screens import Menu, Option
from engine.text import _
from tests.engine.small_service import LAO_LETTERS, Home, faults, home, lao, one_fault, proof


def texted(options: int = 0, *, locked: bool = False) -> Flows:
    """A flow that words lead to, with a screen of so many options, behind a PIN or not."""
    flow = Flow("texting", Record, examples=(Record,))

    @flow.action(level=Level.PIN if locked else Level.NONE)
    def take(record: Record, call: Call) -> Outcome:
        return show

    @flow.screen
    def show(record: Record) -> Menu:
        return Menu(_("Hello!"), *(Option(str(number), str(number), show) for number in range(options)))

    root = home()

    @root.screen
    def menu(record: Home) -> Menu:
        return Menu(_("Saved."), Option("show", _("Save"), take))

    return Flows(root, flow, step_up=proof() if locked else None, texted=lambda _intent, _numbers, _locale: Enter(take, Record()))


LONG = lao() | {"Hello!": f"{LAO_LETTERS} " * 8}


def test_a_text_of_more_than_three_sms_is_found(tmp_path: Path) -> None:
    assert one_fault(faults(tmp_path, texted(), lo=LONG)) == (
        'flow texting, screen show (lo, example "nothing yet"): 4 SMS of UCS-2, 3 at most. '
        "Say it shorter, or put part of it behind an option."
    )


def test_three_sms_are_not_too_many(tmp_path: Path) -> None:
    assert faults(tmp_path, texted(), lo=lao() | {"Hello!": f"{LAO_LETTERS} " * 6}) == []


def test_what_is_behind_a_pin_is_never_sent(tmp_path: Path) -> None:
    assert faults(tmp_path, texted(locked=True), lo=LONG) == []


def test_a_long_list_goes_on_behind_9(tmp_path: Path) -> None:
    assert faults(tmp_path, texted(options=12), lo=LONG) == []
