"""Does a step again whose answer was promised: with more time, and reading only."""

from __future__ import annotations

from backend_client.errors import Unavailable
from engine.call import Call
from engine.late import Wanted
from engine.problems import TRY_AGAIN, Problem
from engine.registry import Flows
from engine.screens import Menu
from engine.text import use_locale
from engine.turn import Turn


def answer(flows: Flows, call: Call, wanted: Wanted) -> str:
    """The words of the screen it leads to; "" when it leads to a question, or to nothing that can be told. Raises Unavailable."""
    use_locale(call.session.locale)
    if not (flows.opens(call.session.frames) and flows.has(wanted.flow, wanted.step)):
        return ""
    turn = Turn(flows, call)
    # As in a string that is gone through: nothing is written on the way.
    call.walking = True
    turn.go(flows.step(wanted.flow, wanted.step))
    if isinstance(turn.record, Problem) and turn.record.code in TRY_AGAIN:
        raise turn.failure or Unavailable()
    screen = turn.draw()
    return screen.text if isinstance(screen, Menu) and not turn.wrote else ""
