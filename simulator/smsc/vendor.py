"""How one maker's SMSC speaks of USSD over SMPP."""

from dataclasses import dataclass

from simulator.smsc import alphabet


@dataclass(frozen=True)
class Vendor:
    """start, answer, ask, end, abort: its values of ussd_service_op. unicode, latin: its values of data_coding.

    numbers_messages: its_session_info is one octet for the session and seven bits for the message, else both name the session.
    dials_by_address: what was dialled stands where the short code would be.
    """

    start: int = 0x01
    answer: int = 0x12
    ask: int = 0x02
    end: int = 0x11
    abort: int = 0x81
    unicode: int = 0x08
    latin: int = 0x0F
    numbers_messages: bool = False
    has_session_info: bool = True
    dials_by_address: bool = False
    wants_end_bit: bool = False

    def encoded(self, text: str) -> tuple[bytes, int]:
        """The octets of what was keyed, and their data_coding."""
        try:
            return alphabet.to_gsm7(text), self.latin
        except ValueError:
            return text.encode("utf-16-be"), self.unicode

    def decoded(self, octets: bytes, coding: int) -> str:
        """The text of a submit_sm; raises ValueError when its data_coding is not this vendor's."""
        if coding == self.unicode:
            return octets.decode("utf-16-be")
        if coding == self.latin:
            return alphabet.from_gsm7(octets)
        raise ValueError(f"data_coding {coding:#x} is not known here")
