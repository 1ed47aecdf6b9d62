"""What one answer does to the screen it was given to."""

from __future__ import annotations

from engine.layout import index_of
from engine.parsers import Invalid
from engine.registry import Flows
from engine.screens import Ask, Menu, Option, Screen
from engine.text import _
from engine.turn import Turn

BACK, MORE, HOME_KEY = "0", "9", "00"


def read(flows: Flows, turn: Turn, screen: Screen, typed: str, text: str) -> str:
    """Takes one answer to a screen; returns the complaint when it was not one. `typed`: the text with its digits folded."""
    if typed == HOME_KEY:
        turn.frames.clear()
        turn.go(flows.root.start)
        return ""
    if typed == BACK and turn.can_go_back:
        turn.back()
        return ""
    if isinstance(screen, Menu):
        return _choose(turn, screen, typed)
    if isinstance(screen, Ask):
        return _take(turn, screen, text)
    return ""


def _choose(turn: Turn, menu: Menu, typed: str) -> str:
    first, star, rest = typed.partition("*")
    shown = turn.call.session.shown
    index = index_of(first, len(shown))
    key = shown[index] if index is not None else ""
    option = _option(menu, key) if key else None
    if option is None:
        return _("Choose a number from the list.") if menu.options else _("Press 0 to go back.")
    for field, value in option.save.items():
        setattr(turn.record, field, value)
    if star:
        turn.call.dialled.extend(rest.split("*"))
    turn.go(option.then)
    return ""


def _option(menu: Menu, key: str) -> Option | None:
    for option in menu.options:
        if option.key == key:
            return option
    return None


def _take(turn: Turn, ask: Ask, text: str) -> str:
    value = ask.parser(text)
    if isinstance(value, Invalid) and "*" in text:
        first, _star, rest = text.partition("*")
        retried = ask.parser(first)
        if not isinstance(retried, Invalid):
            value = retried
            turn.call.dialled.extend(rest.split("*"))
    if isinstance(value, Invalid):
        return value.reason
    if ask.secret:
        turn.call.secret = value
    elif ask.save:
        setattr(turn.record, ask.save, value)
    turn.go(ask.then)
    return ""
