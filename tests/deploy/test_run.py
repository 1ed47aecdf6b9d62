"""`make run` as the person at the keyboard meets it: ready, brought back, and gone without a trace."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

import psutil
import pytest

from tests.processes import ROOT, answers, free_port, wait_until

PROMISED_END = 5.0


class Machine:
    """One supervisor on ports and a data folder of its own."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.ports = {name: free_port() for name in ("SERVICE_PORT", "BACKEND_PORT", "SIMULATOR_PORT", "WALLET_PORT")}
        self.output = folder / "output"
        self.environ = {**os.environ, **{name: str(port) for name, port in self.ports.items()}, "DATA_FOLDER": str(folder / "var"), **more}
        with self.output.open("w") as output:
            self.process = subprocess.Popen([sys.executable, "-m", "deploy.run"], cwd=ROOT, env=self.environ, stdout=output, stderr=output)

    def said(self) -> str:
        return self.output.read_text()

    def waits_until_ready(self) -> None:
        wait_until(lambda: "ready: " in self.said() or self.process.poll() is not None, 60, "being ready")
        assert self.process.poll() is None, self.said()

    def everything(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def part(self, words: str) -> psutil.Process | None:
        return next((child for child in living(psutil.Process(self.process.pid).children()) if words in " ".join(child.cmdline())), None)

    def keys(self, key: str, body: dict[str, str]) -> dict[str, Any]:
        """What the phone page does for a press of a key."""
        request = Request(self.url("SIMULATOR_PORT", f"/api/{key}"), json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urlopen(request, timeout=20) as answer:
            return dict(json.loads(answer.read()))

    def inbox(self, msisdn: str) -> list[Any]:
        """The SMS on that phone."""
        with urlopen(self.url("SIMULATOR_PORT", f"/api/inbox?msisdn={quote(msisdn)}"), timeout=20) as answer:
            return list(json.loads(answer.read()))

    def url(self, name: str, path: str) -> str:
        return f"http://127.0.0.1:{self.ports[name]}{path}"


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path)
    try:
        machine.waits_until_ready()
        yield machine
    finally:
        machine.process.terminate()
        machine.process.wait(10)


def living(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [process for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def test_it_says_once_where_the_phone_is_and_every_part_answers(machine: Machine) -> None:
    lines = re.findall(r"^ready: .*$", machine.said(), re.MULTILINE)
    assert lines == [f"ready: http://127.0.0.1:{machine.ports['SIMULATOR_PORT']}"]
    assert answers(machine.url("SERVICE_PORT", "/health/ready"))
    assert answers(machine.url("BACKEND_PORT", "/v1/health"))
    assert answers(machine.url("SIMULATOR_PORT", "/"))
    assert answers(machine.url("WALLET_PORT", "/health"))


def test_the_services_command_line_has_the_settings_of_the_machine(machine: Machine) -> None:
    command = [sys.executable, "-m", "deploy.operate", "sms", "send", "+8562010000008", "--language", "en", "--wait", "40"]
    done = subprocess.run(command, cwd=ROOT, env=machine.environ, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^Now (handed|delivered):", done.stdout, re.MULTILINE)


def test_the_phone_page_calls_with_the_secrets_that_the_service_was_given(tmp_path: Path) -> None:
    secrets = {f"{name}_AFRICASTALKING_SECRETS": f"{name.lower()}-new,{name.lower()}-old" for name in ("USSD", "SMS", "VOICE")}
    machine = Machine(tmp_path, **secrets)
    try:
        machine.waits_until_ready()
        keo = {"msisdn": "+8562010000002"}
        assert "screen" in machine.keys("dial", keo | {"code": "*149#"})
        assert machine.keys("sms", keo | {"text": "BAL"})["state"] != "refused"
        assert machine.keys("ring", keo)["outcome"] == "rejected"
        # Both are answered: what was asked, and the call.
        wait_until(lambda: len(machine.inbox(keo["msisdn"])) == 2, what="both being answered")
    finally:
        machine.process.terminate()
        machine.process.wait(10)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda sign: sign.name)
def test_when_told_to_end_nothing_is_left_within_five_seconds(machine: Machine, sign: signal.Signals) -> None:
    everything = machine.everything()
    told = time.monotonic()
    machine.process.send_signal(sign)
    assert machine.process.wait(PROMISED_END) == 0
    assert time.monotonic() - told < PROMISED_END
    assert not living(everything)


def test_a_supervisor_that_is_killed_leaves_nothing_behind(machine: Machine) -> None:
    everything = machine.everything()
    machine.process.kill()
    wait_until(lambda: not living(everything), PROMISED_END, "everything ending")


@pytest.mark.long
@pytest.mark.parametrize("words", ["granian", "-m sandbox", "-m jobs", "-m simulator", "-m wallet", "redis-server"])
def test_a_part_that_is_killed_comes_back(machine: Machine, words: str) -> None:
    fallen = machine.part(words)
    assert fallen is not None
    its_own = fallen.children(recursive=True)
    fallen.kill()
    wait_until(lambda: "starts again in 0.5 s" in machine.said(), what="the fall being told")
    # They would hold its port: they go before it comes back.
    assert not living(its_own)
    wait_until(lambda: machine.part(words) is not None, what=f"{words} being back")
    wait_until(lambda: answers(machine.url("SERVICE_PORT", "/health/ready")) and answers(machine.url("SIMULATOR_PORT", "/")))
    assert machine.process.poll() is None


def test_keys_stay_so_that_sessions_open_after_a_restart(tmp_path: Path) -> None:
    kept = []
    for _ in range(2):
        machine = Machine(tmp_path)
        machine.waits_until_ready()
        machine.process.terminate()
        machine.process.wait(10)
        kept.append((tmp_path / "var" / "keys.json").read_text())
    assert kept[0] == kept[1]
    assert (tmp_path / "var" / "keys.json").stat().st_mode & 0o077 == 0
