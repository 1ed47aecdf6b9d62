"""USSD over SMPP 3.4: a deliver_sm for what was dialled or keyed, answered by a submit_sm with the same session.

Which operation an operator means by which value of ussd_service_op, and what names a session, are settings:
vendors differ (docs/decisions/ussd-smpp.md).
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, NamedTuple

from channels.inbound import Inbound, Reply
from channels.smpp import gsm7
from channels.smpp.pdu import ITS_SESSION_INFO, USER_MESSAGE_REFERENCE, USSD_SERVICE_OP, Address, Message
from channels.smpp.settings import USUAL_BUDGET, Dialect
from channels.ussd.africastalking import NUMBER
from engine.encoding import is_gsm7

NAME: Final = "smpp"
BUDGET: Final = USUAL_BUDGET
INTERNATIONAL, NATIONAL = 1, 2
# Sent back as they came, whatever they mean to the operator.
ECHOED: Final = (USER_MESSAGE_REFERENCE, ITS_SESSION_INFO)
# What data_coding is UCS-2: as SMPP says, and as GSM's data coding scheme does.
UNICODES: Final = frozenset({0x08, 0x18, 0x48})
LATIN_1: Final = 0x03
# esm_class of a delivery report, 5.2.12.
REPORTS: Final = 0x3C


class Kind(Enum):
    """What a deliver_sm is in a conversation."""

    START = auto()
    ANSWER = auto()
    ABORT = auto()
    OTHER = auto()


class Heard(NamedTuple):
    """A deliver_sm as it is understood.

    session: what the operator calls the session. mark: what it calls this message of it, "" where it does not number them.
    """

    kind: Kind
    session: str
    mark: str
    person: str
    text: str
    operation: int

    @property
    def conversation(self) -> str:
        """The same for all messages that must be answered in order."""
        return self.person or self.session

    def inbound(self, message: str, service_code: str) -> Inbound:
        """The message for the desk. message: an id that is given again to a repeat."""
        first = self.kind is Kind.START
        text = behind_code(self.text, service_code) if first else self.text
        return Inbound(NAME, self.session, self.person, text, cumulative=False, first=first, message=message)


def hear(message: Message, dialect: Dialect) -> Heard:
    """What a deliver_sm says."""
    operation = int.from_bytes(message.extras.get(USSD_SERVICE_OP, b"")[:4], "big") if USSD_SERVICE_OP in message.extras else -1
    session, mark = _session(message, dialect)
    person = _person(message.source, dialect.country)
    kind = Kind.OTHER if message.esm_class & REPORTS else _kind(operation, dialect)
    text = read_text(message.text, message.coding, dialect)
    if kind is Kind.START and not text:
        # Some operators put what was dialled where the short code would be.
        text = message.destination.digits
    return Heard(kind, session if person else f"{session}-{message.source.digits}", mark, person, text, operation)


def reply_to(message: Message, reply: Reply, dialect: Dialect) -> Message:
    """The submit_sm that answers a deliver_sm."""
    extras = {USSD_SERVICE_OP: bytes((dialect.ask if reply.more else dialect.end,))}
    extras |= {tag: message.extras[tag] for tag in ECHOED if tag in message.extras}
    if dialect.marks_end and not reply.more and extras.get(ITS_SESSION_INFO):
        # The lowest bit of the last octet says that the session ends, 5.3.2.43.
        *rest, last = extras[ITS_SESSION_INFO]
        extras[ITS_SESSION_INFO] = bytes((*rest, last | 1))
    text, coding = written(reply.text, dialect)
    return Message(dialect.service_type, message.destination, message.source, text, coding, extras)


def written(text: str, dialect: Dialect) -> tuple[bytes, int]:
    """The octets of a text and their data_coding: GSM-7 when all of it is in that alphabet, else UCS-2."""
    if is_gsm7(text):
        return gsm7.encode(text), dialect.latin
    return text.encode("utf-16-be", "replace"), dialect.unicode


def read_text(octets: bytes, coding: int, dialect: Dialect) -> str:
    """The text of a deliver_sm; what cannot be read is replaced."""
    if coding in UNICODES or coding == dialect.unicode:
        return octets.decode("utf-16-be", "replace")
    return octets.decode("latin-1") if coding == LATIN_1 else gsm7.decode(octets)


def behind_code(dialled: str, service_code: str) -> str:
    """What was dialled behind the service's code: *149*1*2# is 1*2."""
    code = service_code.removesuffix("#")
    bare = dialled.strip().removesuffix("#")
    if not bare.startswith(code):
        return ""
    return bare.removeprefix(code).removeprefix("*")


def _kind(operation: int, dialect: Dialect) -> Kind:
    if operation in dialect.aborts:
        return Kind.ABORT
    return {dialect.start: Kind.START, dialect.answer: Kind.ANSWER}.get(operation, Kind.OTHER)


def _session(message: Message, dialect: Dialect) -> tuple[str, str]:
    info = message.extras.get(ITS_SESSION_INFO, b"")
    match dialect.session:
        case "its_session_info":
            return info.hex() or "none", ""
        case "its_session_number":
            # One octet for the session, seven bits for the message, and one for the end of it, 5.3.2.43.
            return info[:1].hex() or "none", str(info[1] >> 1) if len(info) > 1 else ""
        case "user_message_reference":
            return message.extras.get(USER_MESSAGE_REFERENCE, b"").hex() or "none", ""
        case _:
            return "address", ""


def _person(source: Address, country: str) -> str:
    """E.164, or "" when the address is no number; the caller is then a stranger."""
    digits = source.digits.strip()
    if not NUMBER(digits):
        return ""
    if digits.startswith("+") or source.kind == INTERNATIONAL:
        return "+" + digits.lstrip("+")
    if digits.startswith("00"):
        return "+" + digits[2:]
    if digits.startswith("0") or source.kind == NATIONAL:
        return f"+{country}{digits.removeprefix('0')}"
    return "+" + digits
