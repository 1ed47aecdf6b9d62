"""Where the SMSC is and which of SMPP's many manners it has, read once; a start with something missing names all of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from engine.encoding import Budget
from settings import SettingsError

SESSIONS = ("its_session_info", "its_session_number", "user_message_reference", "address")
# 182 septets and 80 units are what the air carries; operators take some off.
USUAL_BUDGET = Budget(septets=160, units=70)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How this operator speaks of USSD; docs/settings.md explains each.

    start, answer, ask, end, aborts: values of ussd_service_op. unicode, latin: values of data_coding.
    """

    service_type: str = "USSD"
    session: str = "its_session_info"
    start: int = 0x01
    answer: int = 0x12
    ask: int = 0x02
    end: int = 0x11
    aborts: tuple[int, ...] = (0x81, 0x17)
    marks_end: bool = False
    unicode: int = 0x08
    latin: int = 0x0F
    country: str = "856"
    budget: Budget = USUAL_BUDGET


@dataclass(frozen=True, slots=True)
class SmppSettings:
    """window: submissions under way at once. threads: conversations answered at once.

    enquire_seconds: how long a line may be silent. reply_seconds: after which a reply is too late to be sent.
    """

    host: str
    port: int
    system_id: str
    password: str
    system_type: str
    dialect: Dialect
    window: int
    threads: int
    enquire_seconds: float
    reply_seconds: float
    metrics_port: int


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[str] = []

    def text(self, name: str, default: str | None = None, longest: int = 255) -> str:
        value = self._environment.get(name, default)
        if not value and default is None:
            self.faults.append(f"{name} is missing")
        if len(value or "") > longest:
            self.faults.append(f"{name} is longer than the {longest} characters that SMPP has for it")
        return value or ""

    def number(self, name: str, default: str, least: int, most: int) -> int:
        value = self._environment.get(name, default)
        try:
            number = int(value, 16 if value.startswith("0x") else 10)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            self.faults.append(f"{name} is not a number from {least} to {most}")
        return number

    def octet(self, name: str, default: str) -> int:
        return self.number(name, default, 0, 255)

    def octets(self, name: str, default: str) -> tuple[int, ...]:
        try:
            found = tuple(int(part, 16) for part in self._environment.get(name, default).split(","))
        except ValueError:
            found = ()
        if not found or max(found) > 255:
            self.faults.append(f"{name} is not a list such as 0x81,0x17")
        return found

    def one_of(self, name: str, words: tuple[str, ...]) -> str:
        word = self._environment.get(name, words[0])
        if word not in words:
            self.faults.append(f"{name} must be one of {', '.join(words)}")
        return word


def read_smpp(environment: Mapping[str, str] = os.environ) -> SmppSettings:
    """The settings; raises SettingsError naming every fault."""
    read = _Reader(environment)
    settings = SmppSettings(
        host=read.text("SMPP_HOST"),
        port=read.number("SMPP_PORT", "2775", 1, 65535),
        system_id=read.text("SMPP_SYSTEM_ID", longest=15),
        password=read.text("SMPP_PASSWORD", longest=8),
        system_type=read.text("SMPP_SYSTEM_TYPE", "", longest=12),
        dialect=_dialect(read),
        window=read.number("SMPP_WINDOW", "10", 1, 1000),
        threads=read.number("SMPP_THREADS", "32", 1, 256),
        enquire_seconds=read.number("SMPP_ENQUIRE_SECONDS", "30", 1, 600),
        reply_seconds=read.number("SMPP_REPLY_SECONDS", "15", 1, 120),
        metrics_port=read.number("SMPP_METRICS_PORT", "0", 0, 65535),
    )
    if read.faults:
        raise SettingsError("The SMPP gateway cannot start:\n" + "\n".join(f"  {fault}" for fault in read.faults))
    return settings


def _dialect(read: _Reader) -> Dialect:
    return Dialect(
        service_type=read.text("SMPP_SERVICE_TYPE", "USSD", longest=5),
        session=read.one_of("SMPP_SESSION", SESSIONS),
        start=read.octet("SMPP_OP_START", "0x01"),
        answer=read.octet("SMPP_OP_ANSWER", "0x12"),
        ask=read.octet("SMPP_OP_ASK", "0x02"),
        end=read.octet("SMPP_OP_END", "0x11"),
        aborts=read.octets("SMPP_OP_ABORT", "0x81,0x17"),
        marks_end=read.number("SMPP_MARKS_END", "0", 0, 1) == 1,
        unicode=read.octet("SMPP_CODING_UNICODE", "0x08"),
        latin=read.octet("SMPP_CODING_LATIN", "0x0F"),
        country=str(read.number("SMPP_COUNTRY", "856", 1, 999)),
        budget=Budget(read.number("SMPP_SEPTETS", "160", 120, 182), read.number("SMPP_UNITS", "70", 60, 80)),
    )
