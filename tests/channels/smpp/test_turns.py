"""Repeats, without an id to know them by."""

from __future__ import annotations

from channels.smpp.turns import Turn, Turns
from channels.ussd.smpp import Heard, Kind


def said(text: str, mark: str = "", kind: Kind = Kind.ANSWER) -> Heard:
    return Heard(kind, "0500", mark, "+8562010000002", text, 0x12)


def taken(turns: Turns, heard: Heard, place: tuple[int, int]) -> Turn:
    turn = turns.take(heard, place)
    assert turn is not None
    return turn


def test_the_same_number_on_the_same_line_is_a_repeat_and_is_answered_once() -> None:
    turns = Turns()
    turn = taken(turns, said("1"), (1, 7))
    assert turns.take(said("1"), (1, 7)) is None
    turn.reached = True
    assert turns.take(said("1"), (1, 7)) is None


def test_another_number_on_the_same_line_is_another_answer() -> None:
    turns = Turns()
    first = taken(turns, said("1"), (1, 7))
    assert taken(turns, said("1"), (1, 8)).message != first.message


def test_after_a_cut_the_words_of_a_message_that_was_not_answered_are_the_same_message() -> None:
    turns = Turns()
    first = taken(turns, said("1"), (1, 7))
    assert turns.take(said("1"), (2, 1)) is None
    first.reached = False
    assert taken(turns, said("1"), (2, 1)).message == first.message


def test_after_a_cut_the_words_of_a_message_that_was_answered_are_an_answer() -> None:
    turns = Turns()
    first = taken(turns, said("1"), (1, 7))
    first.reached = True
    assert taken(turns, said("1"), (2, 1)).message != first.message


def test_where_messages_are_numbered_the_number_decides() -> None:
    turns = Turns()
    first = taken(turns, said("1", mark="1"), (1, 7))
    assert turns.take(said("1", mark="1"), (1, 8)) is None
    first.reached = True
    assert taken(turns, said("1", mark="1"), (2, 1)).message == first.message
    assert taken(turns, said("1", mark="2"), (2, 2)).message != first.message


def test_an_ended_session_is_forgotten_and_its_turn_told() -> None:
    turns = Turns()
    first = taken(turns, said("1"), (1, 7))
    turns.abort(said("", kind=Kind.ABORT))
    assert first.aborted
    assert taken(turns, said("1"), (1, 7)).message != first.message
