"""One bound client of the SMSC. Frames are read and made by `smpp34`, so that nothing of them is shared with the service."""

import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import smpp34

HEADER = struct.Struct(">IIII")
SUBMIT_SM, DELIVER_SM, UNBIND, BIND_TRANSCEIVER, ENQUIRE_LINK = 0x4, 0x5, 0x6, 0x9, 0x15
RESPONSE = 0x80000000
OK, BIND_FAILED = 0x0, 0xD

# The status and, when it is 0, what happens after the answer was sent.
Take = Callable[[smpp34.SubmitSm], tuple[int, Callable[[], None]]]


class Bind:
    """acks: by the sequence number of a deliver_sm, the status it was acknowledged with and after how many seconds."""

    def __init__(self, connected: socket.socket, credentials: tuple[str, str], take: Take) -> None:
        self._socket = connected
        self._credentials = credentials
        self._take = take
        self._sending = threading.Lock()
        self._sequence = 0
        self._delivered: dict[int, float] = {}
        self.acks: dict[int, tuple[int, float]] = {}
        self.is_bound = False
        self.was_unbound = False
        self.enquiries = 0
        self.answers_enquiries = True

    def serve(self) -> None:
        """Until the connection ends."""
        try:
            while True:
                head = self._octets(HEADER.size)
                length, command, status, sequence = HEADER.unpack(head)
                self._answer(command, status, sequence, head + self._octets(length - HEADER.size))
        except OSError:
            pass
        finally:
            self.is_bound = False
            self._socket.close()

    def deliver(self, message: smpp34.DeliverSm) -> None:
        """Sends a deliver_sm, numbered as it was made."""
        self._delivered[message.sequence_number] = time.monotonic()
        self._send(message.encode())

    def next_sequence(self) -> int:
        self._sequence += 1
        return self._sequence

    def enquire(self) -> None:
        self._send(HEADER.pack(16, ENQUIRE_LINK, OK, self.next_sequence()))

    def cut(self) -> None:
        """As when a cable is drawn: no word before it."""
        self.is_bound = False
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def send_octets(self, octets: bytes) -> None:
        """Anything at all."""
        self._send(octets)

    def _answer(self, command: int, status: int, sequence: int, frame: bytes) -> None:
        match command:
            case 0x9:
                self._let_in(sequence, frame)
            case 0x4:
                self._submitted(sequence, frame)
            case 0x15:
                self.enquiries += 1
                if self.answers_enquiries:
                    self._respond(command, sequence)
            case 0x6:
                self.was_unbound = True
                self._respond(command, sequence)
            case 0x80000005 if sequence in self._delivered:
                self.acks[sequence] = (status, time.monotonic() - self._delivered[sequence])
            case _:
                pass

    def _let_in(self, sequence: int, frame: bytes) -> None:
        system_id, password = frame[HEADER.size :].split(b"\0")[:2]
        known = (system_id.decode(), password.decode()) == self._credentials
        self._respond(BIND_TRANSCEIVER, sequence, OK if known else BIND_FAILED, b"SMSC\0" if known else b"")
        self.is_bound = known

    def _submitted(self, sequence: int, frame: bytes) -> None:
        message = smpp34.decode(frame)
        assert isinstance(message, smpp34.SubmitSm)
        status, then = self._take(message)
        if status < 0:
            return
        try:
            self._respond(SUBMIT_SM, sequence, status, f"m{sequence}\0".encode() if status == OK else b"")
        finally:
            # What was taken is shown, also when the line was cut before that could be said.
            then()

    def _respond(self, command: int, sequence: int, status: int = OK, body: bytes = b"") -> None:
        self._send(HEADER.pack(HEADER.size + len(body), command | RESPONSE, status, sequence) + body)

    def _send(self, octets: bytes) -> None:
        with self._sending:
            self._socket.sendall(octets)

    def _octets(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            received = self._socket.recv(count - len(found))
            if not received:
                raise ConnectionResetError
            found += received
        return found
