"""A step done again for a late answer says what its screen says, and writes nothing."""

from __future__ import annotations

import time

import pytest

from backend_client import Backend, BackendClient
from backend_client.errors import Unavailable
from engine import again
from engine.call import Call
from engine.flow import Flow, Late, Record, Step
from engine.late import Wanted
from engine.parsers import Invalid
from engine.registry import Flows
from engine.screens import Ask, Menu
from engine.session import Session


class Weather(Record):
    """What is told."""

    said: str = ""


flow = Flow("weather", Weather, examples=(Weather,))


@flow.screen
def menu(record: Weather) -> Menu:
    return Menu("Weather")


@flow.action(late=Late.WORDS)
def look(record: Weather, call: Call) -> Step:
    record.said = "Rain"
    return show


@flow.screen
def show(record: Weather) -> Menu:
    return Menu(record.said)


@flow.action(late=Late.WORDS)
def write(record: Weather, call: Call) -> Step:
    call.backend.cases.open("question")
    return show


@flow.action(late=Late.WORDS)
def fail(record: Weather, call: Call) -> Step:
    raise Unavailable


@flow.action(late=Late.WORDS)
def question(record: Weather, call: Call) -> Step:
    return ask


@flow.screen
def ask(record: Weather) -> Ask:
    return Ask("Where?", lambda text: text or Invalid("Where?"), show, save="said")


def said(step: str) -> str:
    client = BackendClient("http://127.0.0.1:9/v1", "ussd", "sandbox")

    def bind(token: str, key: str) -> Backend:
        return client.bind(caller_token=token, deadline=time.monotonic() + 1, key=key)

    return again.answer(Flows(flow), Call(Session(), bind), Wanted("weather", step, Session()))


def test_it_says_what_the_screen_says() -> None:
    assert said("look") == "Rain"


def test_what_would_write_is_not_done_and_has_no_words() -> None:
    assert said("write") == ""


def test_a_question_has_no_answer_and_neither_has_a_step_of_another_release() -> None:
    assert said("question") == ""
    assert said("gone") == ""


def test_what_fails_again_is_told_to_who_asked_for_it() -> None:
    with pytest.raises(Unavailable):
        said("fail")
