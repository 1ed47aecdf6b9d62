"""What the first page shows is what happens: its conversation and its flow."""

import html
import re
import time
from functools import partial
from pathlib import Path

import pytest

from backend_client import BackendClient
from engine import runner
from engine.call import Call
from engine.registry import Flows
from engine.screens import Ask
from engine.session import Session
from flows import home, pin
from tests.phone import Phone
from tests.stack import PhoneOf

TURN = re.compile(r"<tr><td>(.+?)</td><td><pre>\n(.*?)</pre></td><td><pre>\n(.*?)</pre></td></tr>", re.DOTALL)
PROGRAM = re.compile(r"```python\n(.*?)```", re.DOTALL)
# What the file in flows/ begins with; the page leaves it out.
IMPORTS = """
from engine.call import Call
from engine.flow import Flow, Level, Record, Step
from engine.formats import month
from engine.screens import Menu, Option
from engine.text import N_, _
from flows import gaps
"""


@pytest.fixture
def page(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def holds(phone: Phone, page: str, column: int) -> None:
    """Keys what the page keys, and sees what it shows."""
    turns = TURN.findall(page)
    assert len(turns) == 3
    for turn in turns:
        for key in re.findall(r"<code>(.+?)</code>", turn[0]):
            phone = phone.dials(key) if key.startswith("*") else phone.sends(key)
        assert phone.screen == html.unescape(turn[column]).strip()


def test_the_conversation_goes_as_it_is_told(page: str, phone_of: PhoneOf) -> None:
    holds(phone_of("P08"), page, column=1)


def test_the_same_conversation_goes_in_english(page: str, phone_of: PhoneOf) -> None:
    holds(phone_of("P08").dials("*149*7*1*3#"), page, column=2)


def test_the_flow_on_the_page_works_as_it_stands(page: str, sandbox_url: str) -> None:
    (program,) = PROGRAM.findall(page)
    named: dict[str, object] = {}
    exec(IMPORTS + program, named)  # noqa: S102
    flow = named["flow"]
    client = BackendClient(f"{sandbox_url}/v1", "ussd", "sandbox")
    flows = Flows(flow, step_up=pin.flow, identify=home.identify)  # type: ignore[arg-type]  # made by the page
    call = partial(Call, Session(locale="en"), lambda token, key: client.bind(token, key=key), person="+8562010000008", time=time.time())
    first = call(seed="1")
    # In which words it is asked depends on the catalogues that another test may have loaded.
    asked = runner.begin(flows, first).screen
    assert isinstance(asked, Ask)
    assert asked.secret
    runner_said = runner.answer(flows, call(seed="2"), "4071").screen
    assert "2026" in runner_said.text
    assert first.session.frames[-1].trail == ["show_last"]


def test_the_first_page_is_short(page: str) -> None:
    assert len(page.splitlines()) <= 120
