"""Plays dialled conversations against one server: one epoll loop, a kept connection for each, every reply matched.

A closed loop: a conversation that ends is followed by the next at once, so hops a second are what the server can do.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import select
import socket
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote_plus

# A reply still awaited after this long at the end counts as a wrong one.
PATIENCE: Final = 2.0
SAMPLES: Final = 3
LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE).search
# Nobody's: a digit too long. A number is never used twice, or a dropped conversation of it would be offered again.
callers: Final = itertools.count()
RUN: Final = f"{os.getpid():x}-{time.time_ns():x}"


class Step(NamedTuple):
    """inputs: quoted; callers take them in turn. shows: what the reply must match."""

    inputs: tuple[str, ...]
    shows: Callable[[bytes], object]


class Scenario(NamedTuple):
    """A conversation to play, and the path to play it at."""

    path: str
    constant: str
    steps: tuple[Step, ...]


def read_scenario(file: Path) -> Scenario:
    """From JSON: `path`, and `steps` of `input` (a text or several) and `expect` (a pattern)."""
    told = json.loads(file.read_text(encoding="utf-8"))
    steps = []
    for step in told["steps"]:
        inputs = step["input"] if isinstance(step["input"], list) else [step["input"]]
        steps.append(Step(tuple(map(quote_plus, inputs)), re.compile(step["expect"].encode(), re.DOTALL).match))
    network, code = told.get("networkCode", "63902"), told.get("serviceCode", "*384*123#")
    return Scenario(told["path"], f"&networkCode={quote_plus(network)}&serviceCode={quote_plus(code)}&text=", tuple(steps))


class Line:
    """One connection and the conversation on it. `form`: what all its messages begin with."""

    __slots__ = ("buffer", "caller", "form", "sent_at", "socket", "step", "text")

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address, timeout=5)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.form, self.text, self.caller, self.step, self.sent_at = "", "", 0, 0, 0.0


class Load:
    """So many conversations at once. `latencies`: milliseconds of every reply since `recording` was set."""

    def __init__(self, port: int, scenario: Scenario, at_once: int) -> None:
        self._address = ("127.0.0.1", port)
        self._scenario = scenario
        self._head = (
            f"POST {scenario.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        ).encode()
        self._poll = select.epoll()
        self._lines: dict[int, Line] = {}
        self._at_once = at_once
        self.latencies = array("d")
        self.recording = False
        self.wrong = 0
        self.samples: list[str] = []

    def play(self, seconds: float) -> None:
        """Goes on from where it stands."""
        until = time.perf_counter() + seconds
        while len(self._lines) < self._at_once:
            self._open()
        while (left := until - time.perf_counter()) > 0:
            for number, _event in self._poll.poll(left):
                self._receive(self._lines[number])

    def close(self) -> None:
        """Hangs up on everybody."""
        now = time.perf_counter()
        for line in self._lines.values():
            if now - line.sent_at > PATIENCE:
                self._note(line, "no reply")
            line.socket.close()
        self._lines.clear()
        self._poll.close()

    def _open(self) -> None:
        line = Line(self._address)
        self._lines[line.socket.fileno()] = line
        self._poll.register(line.socket, select.EPOLLIN)
        self._dial(line)

    def _dial(self, line: Line) -> None:
        line.caller, line.step, line.text = next(callers), 0, ""
        line.form = f"sessionId={RUN}-{line.caller}&phoneNumber=%2B8562010{line.caller:08}{self._scenario.constant}"
        self._send(line)

    def _send(self, line: Line) -> None:
        inputs = self._scenario.steps[line.step].inputs
        typed = inputs[line.caller % len(inputs)]
        line.text = f"{line.text}*{typed}" if line.text else typed
        body = f"{line.form}{line.text}".encode()
        line.sent_at = time.perf_counter()
        try:
            line.socket.sendall(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))
        except OSError:
            # The broken line is seen as such when it is read.
            return

    def _receive(self, line: Line) -> None:
        try:
            received = line.socket.recv(65536)
        except OSError:
            received = b""
        if not received:
            self._note(line, "the connection was closed")
            self._lines.pop(line.socket.fileno()).socket.close()
            self._open()
            return
        line.buffer += received
        head, separator, body = line.buffer.partition(b"\r\n\r\n")
        if not separator:
            return
        length = LENGTH(head)
        if length is None or len(body) >= int(length[1]):
            line.buffer = b""
            self._take(line, head, body)

    def _take(self, line: Line, head: bytes, body: bytes) -> None:
        if self.recording:
            self.latencies.append((time.perf_counter() - line.sent_at) * 1000)
        if not (head.startswith(b"HTTP/1.1 200") and self._scenario.steps[line.step].shows(body)):
            self._note(line, f"{head[9:12].decode()} {body[:160]!r}")
            self._dial(line)
            return
        line.step += 1
        if line.step == len(self._scenario.steps):
            self._dial(line)
        else:
            self._send(line)

    def _note(self, line: Line, what: str) -> None:
        self.wrong += 1
        if len(self.samples) < SAMPLES:
            self.samples.append(f"step {line.step + 1}, text={line.text!r}: {what}")
