"""Sessions written by an older release, or by a newer one after a rollback, still open."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from engine.flow import Flow, Record
from engine.registry import Flows
from engine.screens import Menu, Option
from engine.session import Session, decode, encode
from tests.engine.conversation import Conversation
from tests.engine.orchard import Orchard, orchard_flows


class Before(Record):
    name: str = ""


class Now(Record):
    aliases: ClassVar[dict[str, str]] = {"name": "full_name"}
    full_name: str = ""
    added: int = 3


def service(flow: Flow[Before] | Flow[Now]) -> Flows:
    root: Flow[Record] = Flow("root", Record)

    @root.screen
    def welcome(record: Record) -> Menu:
        return Menu("Welcome", Option("go", "Go", flow.start))

    return Flows(root, flow)


def old_flow() -> Flow[Before]:
    flow = Flow("greeting", Before)

    @flow.screen
    def say(record: Before) -> Menu:
        return Menu(f"Hello {record.name}", Option("name", "Name", say, {"name": "Keo"}))

    return flow


def new_flow() -> Flow[Now]:
    flow = Flow("salute", Now, aliases=("greeting",))

    @flow.screen(aliases=("say",))
    def shout(record: Now) -> Menu:
        return Menu(f"Hello {record.full_name} {record.added}", Option("name", "Name", shout, {"full_name": "Noy"}))

    return flow


def test_renamed_flows_steps_and_fields_are_found_by_their_aliases() -> None:
    caller = Conversation(service(old_flow())).dials().sends("1").sends("1").sees("Hello Keo")
    caller.flows = service(new_flow())
    caller.sends("5").sees("Hello Keo 3").sends("1").sees("Hello Noy 3")


def test_a_session_of_a_later_release_begins_at_the_root_without_an_error() -> None:
    caller = Conversation(service(new_flow())).dials().sends("1").sends("1").sees("Hello Noy 3")
    caller.flows = service(old_flow())
    caller.sends("1").sees("Welcome")


def test_an_option_that_is_gone_is_asked_again() -> None:
    caller = Conversation(service(old_flow())).dials().sends("1")
    session = caller.session
    session.shown = ["of another release"]
    caller.packed = encode(session)
    caller.sends("1").sees("Choose a number", "Hello")


def test_fields_of_a_later_session_are_passed_over() -> None:
    frame = {"flow": "root", "trail": ["welcome"], "colour": 1}
    session = decode(msgspec.msgpack.encode({"version": 2, "locale": "lo", "mood": "good", "frames": [frame]}))
    assert isinstance(session, Session)
    assert session.frames[0].trail == ["welcome"]


def test_a_record_that_cannot_be_read_starts_anew() -> None:
    caller = Conversation(orchard_flows(Orchard())).dials().sends("1").sends("12")
    session = caller.session
    session.frames[-1].record = msgspec.Raw(msgspec.msgpack.encode({"trees": "many"}))
    caller.packed = encode(session)
    caller.sends("0").sees("How many")
