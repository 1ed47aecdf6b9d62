"""An operator's SMS centre as Kannel binds to it: SMPP 3.4, just enough to bring messages in and to acknowledge what goes out."""

from __future__ import annotations

import itertools
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

SUBMIT, DELIVER, BIND, UNBIND, ENQUIRE, ANSWER = 0x4, 0x5, 0x9, 0x6, 0x15, 0x80000000
HAS_HEADER, UCS2, GSM7 = 0x40, 8, 0
# Of a joined message each part is this long at most, in UTF-16 units.
PART = 67


class Smsc:
    """Listens, and brings messages over the line that was bound to it."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.bound = threading.Event()
        self.submitted = 0
        self.acknowledged = 0
        self._line: socket.socket | None = None
        self._sequence = itertools.count(1)
        self._references = itertools.count(1)

    def brings(self, sender: str, text: str, *, backwards: bool = False) -> None:
        """A message from a handset: in GSM-7 where that holds it, in UCS-2 otherwise, joined when it is long."""
        latin = text.isascii()
        room = 153 if latin else PART
        parts = [text[start : start + room] for start in range(0, len(text), room)] if len(text) > (160 if latin else 70) else [text]
        reference = next(self._references)
        pieces = [(number, part) for number, part in enumerate(parts, 1)]
        for number, part in reversed(pieces) if backwards else pieces:
            header = bytes((5, 0, 3, reference, len(parts), number)) if len(parts) > 1 else b""
            body = part.encode("ascii" if latin else "utf-16-be")
            self._send(DELIVER, _message(sender, header + body, HAS_HEADER if header else 0, GSM7 if latin else UCS2))

    def serve(self) -> None:
        """Until closed. Kannel comes back by itself when the line breaks."""
        with suppress(OSError):
            while True:
                self._line, _ = self._listener.accept()
                with suppress(OSError, struct.error), self._line:
                    self._hear(self._line)

    def close(self) -> None:
        """Hangs up."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)

    def _hear(self, line: socket.socket) -> None:
        stream = line.makefile("rb")
        while head := stream.read(16):
            length, command, _status, sequence = struct.unpack(">4I", head)
            stream.read(length - 16)
            if command == DELIVER | ANSWER:
                self.acknowledged += 1
            elif command in {SUBMIT, BIND, UNBIND, ENQUIRE}:
                self.submitted += command == SUBMIT
                body = b"id\0" if command in {SUBMIT, BIND} else b""
                line.sendall(struct.pack(">4I", 16 + len(body), command | ANSWER, 0, sequence) + body)
            if command == BIND:
                self.bound.set()

    def _send(self, command: int, body: bytes) -> None:
        assert self._line is not None
        self._line.sendall(struct.pack(">4I", 16 + len(body), command, 0, next(self._sequence)) + body)


def _message(sender: str, content: bytes, kind: int, coding: int) -> bytes:
    """The body of a deliver_sm: from an international number to a short code."""
    addresses = b"\0" + bytes((1, 1)) + sender.lstrip("+").encode() + b"\0" + bytes((0, 1)) + b"1490\0"
    return addresses + bytes((kind, 0, 0)) + b"\0\0" + bytes((0, 0, coding, 0, len(content))) + content


@contextmanager
def running() -> Iterator[Smsc]:
    """Listening on a port of its own."""
    smsc = Smsc()
    thread = threading.Thread(target=smsc.serve, daemon=True)
    thread.start()
    try:
        yield smsc
    finally:
        smsc.close()
        thread.join(5)
