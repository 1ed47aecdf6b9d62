"""A phone behind the SMSC: what is keyed becomes a deliver_sm, and it shows what is submitted for it."""

import itertools
import queue

import smpp34

from simulator.sizes import size
from simulator.smsc.bind import Bind
from simulator.smsc.server import ITS_SESSION_INFO, USSD_SERVICE_OP, Screen, Smsc

INTERNATIONAL, E164 = 1, 1
_sessions = itertools.count(1)


class Handset:
    """One SIM. Every screen is checked: whose session it is, what it asks for, and that it fits."""

    def __init__(self, smsc: Smsc, msisdn: str, patience: float = 15) -> None:
        self.msisdn = msisdn.lstrip("+")
        self.patience = patience
        self.screen = ""
        self.octets = b""
        self.is_open = False
        self._smsc = smsc
        self._code = "*149#"
        self._session = 0
        self._number = 0
        self._last: tuple[str, int] = ("", 0)
        self.sequence = 0

    def dials(self, code: str = "*149#") -> "Handset":
        """Process-unstructured-SS-request: a session begins."""
        self._session, self._number, self._code = next(_sessions) & 0xFFFF, 0, code
        return self._asks(code, self._smsc.vendor.start)

    def sends(self, text: str) -> "Handset":
        """The answer to an unstructured-SS-request."""
        assert self.is_open, f"{text!r} was keyed, but the session had ended with:\n{self.screen}"
        self._number += 1
        return self._asks(text, self._smsc.vendor.answer)

    def says(self, text: str, operation: int) -> None:
        """Keyed or signalled, and nothing awaited."""
        self._last = (text, operation)
        self.deliver()

    def keys(self, text: str) -> None:
        """Keyed, and delivered when that is told."""
        self._number += 1
        self._last = (text, self._smsc.vendor.answer)

    def drops(self) -> None:
        """The network ends the session."""
        self.is_open = False
        self._number += 1
        self.says("", self._smsc.vendor.abort)

    def awaits(self) -> queue.Queue[Screen]:
        """From now on a screen for this number is awaited."""
        waiting: queue.Queue[Screen] = queue.Queue()
        self._smsc.screens[self.msisdn] = waiting
        return waiting

    def deliver(self, *, sequence: int = 0, over: Bind | None = None) -> int:
        """Sends what was keyed last, again when it was sent before; the number it was sent under. over: the newest bind without it."""
        bind = over or self._smsc.bound()
        self.sequence = sequence or bind.next_sequence()
        bind.deliver(self._message(self.sequence))
        return self.sequence

    def shows(self, waiting: queue.Queue[Screen]) -> "Handset":
        """The screen that comes."""
        screen = waiting.get(timeout=self.patience)
        vendor = self._smsc.vendor
        assert screen.operation in {vendor.ask, vendor.end}, f"ussd_service_op {screen.operation:#x}"
        self.is_open = screen.operation == vendor.ask
        ends = int(vendor.wants_end_bit and not self.is_open)
        assert screen.session == self._info(ends), f"Session {screen.session.hex()} is not {self._info(ends).hex()}"
        self.screen, self.octets = screen.text, screen.octets
        taken = size(self.screen)
        assert taken.fits, f"{taken.used} of {taken.budget} {taken.encoding}:\n{self.screen}"
        return self

    def sees(self, *texts: str) -> "Handset":
        for text in texts:
            assert text in self.screen, f"{text!r} is not on the screen:\n{self.screen}"
        return self

    def ends(self) -> "Handset":
        assert not self.is_open, f"The session goes on with:\n{self.screen}"
        return self

    def _asks(self, text: str, operation: int) -> "Handset":
        self._last = (text, operation)
        waiting = self.awaits()
        self.deliver()
        return self.shows(waiting)

    def _info(self, ends: int = 0) -> bytes:
        vendor = self._smsc.vendor
        if not vendor.has_session_info:
            return b""
        if vendor.numbers_messages:
            return bytes((self._session & 0xFF, (self._number & 0x7F) << 1 | ends))
        return (self._session << 1 & 0xFFFE | ends).to_bytes(2, "big")

    def _message(self, sequence: int) -> smpp34.DeliverSm:
        text, operation = self._last
        vendor = self._smsc.vendor
        moved = vendor.dials_by_address and operation == vendor.start
        octets, coding = vendor.encoded("" if moved else text)
        tlvs = [smpp34.Tlv(USSD_SERVICE_OP, bytes((operation,)))]
        if vendor.has_session_info:
            tlvs.append(smpp34.Tlv(ITS_SESSION_INFO, self._info()))
        return smpp34.DeliverSm(
            self.msisdn,
            self._code if moved else "149",
            octets,
            service_type="USSD",
            source_addr_ton=INTERNATIONAL,
            source_addr_npi=E164,
            data_coding=coding,
            tlvs=tlvs,
            sequence_number=sequence,
        )
