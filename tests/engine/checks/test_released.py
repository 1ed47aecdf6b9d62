"""What the last release wrote into sessions still opens, or the check names the alias that is lacking."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from engine.checks import released
from engine.checks.released import Shape, Shapes, shapes
from engine.flow import Flow, Record
from engine.registry import Flows, open_record
from engine.screens import Menu, Option
from engine.text import _
from tests.engine.small_service import Home, faults, one_fault, sound

RELEASED: Shapes = {"home": Shape(("menu",), ("months", "term"))}


def with_record(record: type[Record], **named: Any) -> Flows:
    """A root over this record, with one screen."""
    flow = Flow("home", record, examples=(record,), **named)

    @flow.screen
    def menu(record: Record) -> Menu:
        return Menu(_("Hello!"), Option("save", _("Save"), menu))

    return Flows(flow)


def test_a_renamed_field_without_an_alias_is_found(tmp_path: Path) -> None:
    assert one_fault(faults(tmp_path, with_record(Home), shapes=RELEASED)) == (
        "flow home: the field term of Home was released and is gone. "
        'Give Home aliases: ClassVar = {"term": "<its name now>"}, or {"term": ""} when nothing took its place.'
    )


def test_a_renamed_field_with_its_alias_is_found_again(tmp_path: Path) -> None:
    class Renamed(Record):
        aliases: ClassVar = {"term": "year"}
        months: int = 0
        year: str = ""

    flows = with_record(Renamed)
    assert faults(tmp_path, flows, shapes=RELEASED) == []
    assert open_record(flows.root, msgspec.Raw(msgspec.msgpack.encode({"months": 3, "term": "2026"}))) == Renamed(months=3, year="2026")


def test_a_dropped_field_is_named_as_dropped(tmp_path: Path) -> None:
    class Lighter(Record):
        aliases: ClassVar = {"term": ""}
        months: int = 0

    flows = with_record(Lighter)
    assert faults(tmp_path, flows, shapes=RELEASED) == []
    assert open_record(flows.root, msgspec.Raw(msgspec.msgpack.encode({"months": 3, "term": "2026"}))) == Lighter(months=3)


def test_an_alias_to_no_field_is_found(tmp_path: Path) -> None:
    class Mistaken(Record):
        aliases: ClassVar = {"term": "yaer"}
        months: int = 0

    found = one_fault(faults(tmp_path, with_record(Mistaken), shapes=RELEASED))
    assert found == "flow home: Mistaken has the alias 'term' to 'yaer', which is no field of it."


def test_a_renamed_step_without_an_alias_is_found(tmp_path: Path) -> None:
    found = one_fault(faults(tmp_path, with_record(Home), shapes={"home": Shape(("welcome", "menu"), ())}))
    assert found == ('flow home: the step welcome was released and is gone. Give the step that took its place aliases=("welcome",).')


def test_a_renamed_flow_without_an_alias_is_found(tmp_path: Path) -> None:
    found = one_fault(faults(tmp_path, with_record(Home), shapes={"start": Shape(("menu",), ())}))
    assert found.startswith('flow start was released and is gone. Renamed: give the flow aliases=("start",).')
    assert faults(tmp_path, with_record(Home, aliases=("start",)), shapes={"start": Shape(("menu",), ())}) == []


def test_what_is_released_now_still_opens_now(tmp_path: Path) -> None:
    flows = sound()
    assert faults(tmp_path, flows, shapes=shapes(flows)) == []


def test_shapes_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "released.json"
    path.write_text(released.written(shapes(sound())), encoding="utf-8")
    assert released.read(path) == shapes(sound())
    assert json.loads(path.read_text())["home"]["fields"] == ["months", "year"]
    assert released.read(tmp_path / "none.json") == {}
