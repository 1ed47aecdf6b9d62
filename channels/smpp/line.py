"""One bound connection to an SMSC: frames in, frames out, answers found by their sequence numbers, and a pulse."""

from __future__ import annotations

import itertools
import socket
import struct
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from typing import Final

from channels.smpp.pdu import RESPONSE, Command, Malformed, Pdu, Status, packed, taken_from

RECEIVE: Final = 65536
# How often somebody who waits for frames looks around.
TICK_SECONDS: Final = 0.2
# Within which an SMSC answers: its own response timer is usually 10 s, and no caller waits longer.
ANSWER_SECONDS: Final = 5.0
LAST_SEQUENCE: Final = 0x7FFFFFFF


class Lost(Exception):
    """The connection is gone; nothing is known of what was not answered yet."""


class Silent(Exception):
    """The SMSC did not answer in time, and may have taken what was sent."""


class Line:
    """number: tells this line from those before it. window: submissions under way at once."""

    def __init__(self, connected: socket.socket, number: int, window: int, enquire_seconds: float) -> None:
        # The kernel keeps the time of each way by itself: a send that was cut off in the middle would spoil the stream.
        connected.settimeout(None)
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, int(TICK_SECONDS * 1_000_000)))
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", int(ANSWER_SECONDS), 0))
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.number = number
        self._socket = connected
        self._buffer = bytearray()
        self._sequences = itertools.cycle(range(1, LAST_SEQUENCE))
        self._asked: dict[int, Future[Pdu]] = {}
        self._lock = threading.Lock()
        self._window = threading.BoundedSemaphore(window)
        self._enquire_seconds = enquire_seconds
        self._heard = self._enquired = time.monotonic()
        self._lost = False

    def read(self) -> Pdu | None:
        """The next request of the SMSC; None when none came within a tick. Raises Lost."""
        pdu = self._frame()
        if pdu is None:
            self._keep_alive()
            return None
        if pdu.command & RESPONSE:
            with self._lock:
                asked = self._asked.pop(pdu.sequence, None)
            if asked is not None:
                asked.set_result(pdu)
            return None
        return pdu

    def submit(self, body: bytes) -> int:
        """Sends a submit_sm when the window has room; its command_status. Raises Lost or Silent."""
        if not self._window.acquire(timeout=ANSWER_SECONDS):
            raise Silent
        try:
            return self.ask(Command.SUBMIT_SM, body).status
        finally:
            self._window.release()

    def ask(self, command: int, body: bytes = b"", seconds: float = ANSWER_SECONDS) -> Pdu:
        """Sends a request and waits while another thread reads. Raises Lost or Silent."""
        sequence, answer = self.send(command, body)
        try:
            return answer.result(seconds)
        except TimeoutError:
            with self._lock:
                self._asked.pop(sequence, None)
            raise Silent from None

    def send(self, command: int, body: bytes = b"") -> tuple[int, Future[Pdu]]:
        """Sends a request without waiting. Raises Lost."""
        answer: Future[Pdu] = Future()
        with self._lock:
            if self._lost:
                raise Lost("closed")
            sequence = next(self._sequences)
            self._asked[sequence] = answer
            self._write(packed(command, sequence, body))
        return sequence, answer

    def respond(self, pdu: Pdu, status: int = Status.OK, body: bytes = b"") -> None:
        """Answers a request of the SMSC. Raises Lost."""
        with self._lock:
            self._write(packed(pdu.command | RESPONSE, pdu.sequence, body, status))

    def refuse(self, pdu: Pdu, status: int) -> None:
        """Says that the request is not known here. Raises Lost."""
        with self._lock:
            self._write(packed(Command.GENERIC_NACK, pdu.sequence, b"", status))

    def close(self) -> None:
        """Gives the connection up, and wakes everybody who waits for an answer."""
        with self._lock:
            self._lost = True
            waiting, self._asked = list(self._asked.values()), {}
        self._socket.close()
        for answer in waiting:
            answer.set_exception(Lost("closed"))

    def _write(self, frame: bytes) -> None:
        try:
            self._socket.sendall(frame)
        except OSError as error:
            # Half a frame may have gone out: nothing more may follow it. The reader meets the end of the stream.
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            raise Lost(type(error).__name__) from None

    def _frame(self) -> Pdu | None:
        try:
            while (pdu := taken_from(self._buffer)) is None:
                received = self._socket.recv(RECEIVE)
                if not received:
                    raise Lost("the SMSC hung up")
                self._buffer += received
        except BlockingIOError:
            return None
        except (OSError, Malformed) as error:
            raise Lost(type(error).__name__) from None
        self._heard = time.monotonic()
        return pdu

    def _keep_alive(self) -> None:
        now = time.monotonic()
        silent = now - self._heard
        if silent > self._enquire_seconds + ANSWER_SECONDS:
            raise Lost("no answer to enquire_link")
        if silent > self._enquire_seconds and now - self._enquired > self._enquire_seconds:
            self._enquired = now
            self.send(Command.ENQUIRE_LINK)
