"""Keeps one line bound: binds again after a cut, waits longer each time, and sends replies over whichever line there is."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from channels.records import log
from channels.smpp import figures
from channels.smpp.line import ANSWER_SECONDS, Line, Lost, Silent
from channels.smpp.pdu import Command, Pdu, Status, bind_body
from channels.smpp.settings import SmppSettings

Hear = Callable[[Line, Pdu], int]
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
# A line that stood this long had begun well: its end is a new story.
STEADY: Final = 10.0
# Before a throttled reply is tried again: at first, and at the longest.
THROTTLED_PAUSE, THROTTLED_LONGEST = 0.2, 2.0
GATEWAY: Final = "smpp"


class Client:
    """hear: given each deliver_sm; what it returns is answered at once, so it must not wait."""

    def __init__(self, settings: SmppSettings, hear: Hear) -> None:
        self._settings = settings
        self._hear = hear
        self._line: Line | None = None
        self._changed = threading.Condition()
        self._ending = threading.Event()
        self._leaving = False
        self._number = 0

    def run(self) -> None:
        """Binds and reads until `end` is called."""
        pause = FIRST_PAUSE
        while not self._ending.is_set():
            started = time.monotonic()
            try:
                self._keep(self._bind())
            except (OSError, Lost, Silent) as error:
                self._mourn(error)
            if time.monotonic() - started > STEADY:
                pause = FIRST_PAUSE
            # Two processes that lost the same SMSC do not come back in the same moment.
            self._ending.wait(pause * random.uniform(0.8, 1.2))  # noqa: S311
            pause = min(pause * 2, LONGEST_PAUSE)

    def end(self) -> None:
        """Takes leave of the SMSC and ends `run`; whoever waits to send gives up."""
        line = self._line
        self._leaving = True
        if line is not None:
            with suppress(Lost, Silent):
                line.ask(Command.UNBIND, seconds=0.5)
        self._ending.set()
        with self._changed:
            self._changed.notify_all()
        if line is not None:
            line.close()

    def submit(self, body: bytes, until: float, is_moot: Callable[[], bool]) -> str:
        """What became of a reply: `taken`, `refused`, `silent`, `moot`, or `late` after `until` (monotonic seconds)."""
        pause = THROTTLED_PAUSE
        while (line := self._line_before(until)) is not None:
            if is_moot():
                return "moot"
            try:
                status = line.submit(body)
            except Lost:
                # Nobody knows whether it was taken: to see a screen again harms nobody, to see none ends the conversation.
                self._forget(line)
                continue
            except Silent:
                return "silent"
            if status not in {Status.THROTTLED, Status.QUEUE_FULL}:
                return "taken" if status == Status.OK else self._refused(status)
            figures.submissions.labels("throttled").inc()
            self._ending.wait(min(pause, max(until - time.monotonic(), 0)))
            pause = min(pause * 2, THROTTLED_LONGEST)
        return "late"

    def _bind(self) -> Line:
        settings = self._settings
        self._number += 1
        connected = socket.create_connection((settings.host, settings.port), timeout=ANSWER_SECONDS)
        line = Line(connected, self._number, settings.window, settings.enquire_seconds)
        try:
            _, answer = line.send(Command.BIND_TRANSCEIVER, bind_body(settings.system_id, settings.password, settings.system_type))
            until = time.monotonic() + ANSWER_SECONDS
            while not answer.done() and time.monotonic() < until and not self._ending.is_set():
                line.read()
            status = answer.result(0).status
        except BaseException:
            figures.binds.labels("failed").inc()
            line.close()
            raise
        figures.binds.labels("refused" if status else "bound").inc()
        if status:
            line.close()
            raise Lost(f"bind refused with status {status:#x}")
        log.info("smpp bound", gateway=GATEWAY)
        return line

    def _keep(self, line: Line) -> None:
        self._show(line)
        try:
            with figures.bound.track_inprogress():
                while not self._ending.is_set():
                    pdu = line.read()
                    if pdu is not None:
                        self._serve(line, pdu)
                    if pdu is not None and pdu.command == Command.UNBIND:
                        raise Lost("the SMSC unbound")
        finally:
            self._show(None)
            line.close()

    def _serve(self, line: Line, pdu: Pdu) -> None:
        match pdu.command:
            case Command.DELIVER_SM:
                # deliver_sm_resp carries an empty message_id.
                line.respond(pdu, self._hear(line, pdu), b"\0")
            case Command.ENQUIRE_LINK | Command.UNBIND:
                line.respond(pdu)
            case _:
                line.refuse(pdu, Status.UNKNOWN_COMMAND)

    def _show(self, line: Line | None) -> None:
        with self._changed:
            self._line = line
            self._changed.notify_all()

    def _forget(self, line: Line) -> None:
        """Waits until the reader has noticed as well that the line is gone."""
        with self._changed:
            self._changed.wait_for(lambda: self._line is not line or self._ending.is_set(), timeout=1)

    def _line_before(self, until: float) -> Line | None:
        with self._changed:
            self._changed.wait_for(lambda: self._line is not None or self._ending.is_set(), max(until - time.monotonic(), 0))
            return None if self._ending.is_set() or time.monotonic() > until else self._line

    def _mourn(self, error: Exception) -> None:
        if not self._leaving:
            log.warning("smpp line lost", gateway=GATEWAY, reason=str(error) if isinstance(error, Lost) else type(error).__name__)

    def _refused(self, status: int) -> str:
        log.warning("smpp reply refused", gateway=GATEWAY, status=f"{status:#x}")
        return "refused"
