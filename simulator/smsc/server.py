"""The SMSC itself: who may bind, which phone a submit_sm goes to, and what is to go wrong."""

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import smpp34

from simulator.smsc.bind import Bind
from simulator.smsc.vendor import Vendor

THROTTLED = 0x58
NO_ANSWER = -1
USSD_SERVICE_OP, ITS_SESSION_INFO = 0x0501, 0x1383


@dataclass(frozen=True)
class Screen:
    """A submit_sm as the network takes it. octets: as they came."""

    text: str
    octets: bytes
    operation: int
    session: bytes


@dataclass
class Faults:
    """refusals: statuses of the next submit_sm, NO_ANSWER for none at all. delay: seconds before each is answered."""

    refusals: list[int] = field(default_factory=list)
    delay: float = 0.0


class Smsc:
    """Listens on this machine only. submitted: the octets of each submit_sm. strays: those that no phone waited for."""

    def __init__(self, vendor: Vendor, system_id: str = "lsso", password: str = "secret", port: int = 0) -> None:  # noqa: S107 - a pretend one
        self.vendor = vendor
        self.faults = Faults()
        self.binds: list[Bind] = []
        self.strays: list[Screen] = []
        self.screens: dict[str, queue.Queue[Screen]] = {}
        self.submitted: list[bytes] = []
        self._credentials = (system_id, password)
        self._listening = socket.create_server(("127.0.0.1", port), backlog=50)
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def bound(self, within: float = 20) -> Bind:
        """The newest bind; waits for one."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            for bind in reversed(self.binds):
                if bind.is_bound:
                    return bind
            time.sleep(0.01)
        raise TimeoutError(f"Nobody bound within {within:g} s")

    def cut(self) -> None:
        """Every connection ends without a word."""
        for bind in self.binds:
            if bind.is_bound:
                bind.cut()

    def close(self) -> None:
        # A listener is not woken by its close alone.
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                connected, _ = self._listening.accept()
            except OSError:
                return
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            bind = Bind(connected, self._credentials, self._take)
            self.binds.append(bind)
            threading.Thread(target=bind.serve, daemon=True).start()

    def _take(self, message: smpp34.SubmitSm) -> tuple[int, Callable[[], None]]:
        octets = bytes(message.short_message)
        self.submitted.append(octets)
        if self.faults.delay:
            time.sleep(self.faults.delay)
        if self.faults.refusals:
            return self.faults.refusals.pop(0), lambda: None
        extras = {tlv.tag: bytes(tlv.value) for tlv in message.tlvs}
        text = self.vendor.decoded(octets, message.data_coding)
        screen = Screen(text, octets, extras[USSD_SERVICE_OP][0], extras.get(ITS_SESSION_INFO, b""))
        waiting = self.screens.pop(message.destination_addr, None)
        if waiting is None:
            self.strays.append(screen)
            return 0, lambda: None
        return 0, lambda: waiting.put(screen)


@contextmanager
def smsc(vendor: Vendor | None = None, port: int = 0) -> Iterator[Smsc]:
    """An SMSC that is gone afterwards."""
    made = Smsc(vendor or Vendor(), port=port)
    try:
        yield made
    finally:
        made.close()
