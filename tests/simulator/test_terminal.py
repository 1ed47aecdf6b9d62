"""The phone in a terminal, and the tests it writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.sizes import size
from simulator.terminal.box import WIDTH, columns, draw, wrap
from simulator.terminal.recording import Recording
from tests.simulator.at_service import Service
from tests.simulator.conftest import ROOT

KEO = "+8562010000002"


class Phone:
    """Notes what a recorded test asks for, and sees nothing else than was recorded."""

    def __init__(self) -> None:
        self.turns: list[tuple[str, str]] = []

    def dials(self, text: str) -> "Phone":
        return self._note("dials", text)

    def sends(self, text: str) -> "Phone":
        return self._note("sends", text)

    def sees(self, text: str) -> "Phone":
        return self._note("sees", text)

    def _note(self, verb: str, text: str) -> "Phone":
        self.turns.append((verb, text))
        return self


def replayed(test: str) -> list[tuple[str, str]]:
    """Runs what was recorded, its imports of the suite left out."""
    body = test.rsplit("\n\n\n", maxsplit=1)[-1].replace("phone: Phone", "phone")
    names: dict[str, object] = {}
    exec(compile(body, "recorded", "exec"), names)  # noqa: S102 - what was just written
    phone = Phone()
    (function,) = [value for name, value in names.items() if name.startswith("test_")]
    assert callable(function)
    function(phone)
    return phone.turns


@pytest.mark.parametrize(
    "screen",
    ["One line", "Two\nlines", "ແກ້ວ, ມອບແລ້ວ 31 ເດືອນ\n1 ໂຮງໝໍ", 'Say "yes" \\ no', "", "x" * 300, "tab\tbell\x07 end"],
)
def test_what_is_recorded_is_a_test_that_says_the_same(screen: str) -> None:
    recording = Recording(KEO)
    recording.dials("*149#")
    recording.sees(screen)
    recording.sends("2")
    recording.dials("*149*1#")
    written = recording.as_test()

    compile(written, "recorded", "exec")
    assert replayed(written) == recording.turns
    assert max(map(len, written.splitlines())) <= 140


def test_a_line_breaks_at_a_space_and_no_row_is_wider_than_the_display() -> None:
    text = "Insured today, until 31 December 2026 in hospital"

    assert " ".join(wrap(text)) == text
    assert all(columns(line) <= WIDTH for line in wrap("x" * 100))


def test_the_box_shows_the_size_used_and_warns_when_it_is_too_long() -> None:
    assert "GSM-7 2/160" in draw("ok", size("ok"), "continue")
    assert "TOO LONG" in draw("ກ" * 71, size("ກ" * 71), "continue")


def test_the_terminal_holds_a_conversation_and_writes_it_down(service: Service, tmp_path: Path) -> None:
    record = tmp_path / "test_keo.py"
    run = subprocess.run(
        [sys.executable, "-m", "simulator.terminal", "--msisdn", KEO, "--code", "*149#", "--record", record],
        input="3\n:again\n1\n",
        env=os.environ | {"SERVICE_URL": service.url, "BACKEND_URL": service.url},
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip

    assert "│ Keo, 31 months paid" in run.stdout
    assert "byte for byte" in run.stdout
    assert [verb for verb, _ in replayed(record.read_text("utf-8"))] == ["dials", "sees", "sends", "sees", "sends", "sees"]
    assert [event["status"] for event in service.events] == ["Success"]


def test_the_terminal_sends_an_sms_through_the_phone_page(service: Service, page_url: str) -> None:
    places = {"SERVICE_URL": service.url, "BACKEND_URL": service.url, "SIMULATOR_PORT": page_url.rpartition(":")[2]}
    run = subprocess.run(
        [sys.executable, "-m", "simulator.terminal", "--msisdn", KEO],
        input=":sms ຍອດ\n:bye\n",
        env=os.environ | places,
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip

    assert "Sent. UCS-2, 1 SMS" in run.stdout
    assert [(form["from"], form["text"]) for form in service.post.messages] == [(KEO, "ຍອດ")]
