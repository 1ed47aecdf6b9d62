"""The offer to go on where a dropped conversation stood."""

from __future__ import annotations

from engine.call import Call
from engine.flow import DONE, HOME, Flow, Outcome, Record
from engine.screens import Menu, Option
from engine.text import N_, _


class Dropped(Record):
    """task: the English title of the flow that was under way."""

    task: str = ""


def longest() -> Dropped:
    """The longest title there is."""
    return Dropped(task=N_("My number and PIN"))


flow = Flow("resuming", Dropped, examples=(longest,))


@flow.screen
def offer(record: Dropped) -> Menu:
    """Go on, or begin again."""
    return Menu(
        _("You were here: %(task)s", task=_(record.task)),
        Option("continue", _("Continue"), go_on),
        Option("menu", _("Main menu"), begin_again),
    )


@flow.action
def go_on(record: Dropped, call: Call) -> Outcome:
    """Back to the step that was under way."""
    return DONE


@flow.action
def begin_again(record: Dropped, call: Call) -> Outcome:
    """To the main menu."""
    return HOME
