"""Random walks: a phone that keys whatever comes to somebody's mind, deep into the flows, and looks hard at each reply."""

from __future__ import annotations

import http.client
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from urllib.parse import quote, quote_from_bytes, unquote, urlsplit
from urllib.request import urlopen

from simulator.sizes import size

LONGEST_HISTORY = 12_000
WAYS_OUT = {"0", "00", "9"}
FORM, JSON = "application/x-www-form-urlencoded", "application/json"

# What no form asks for: other scripts and their digits, marks without letters, directions turned over, NUL, emoji joined
# and alone, signs that mean something to forms, dial strings, printf, SQL and pages.
ODD = (
    "ສະບາຍດີ", "ເກົ້າ", "໑", "໒໓໔", "๑", "สวัสดี", "١", "１", "ແ", "ໍ່", "\u0eb3" * 40, "\u202e1", "\u2066\u2069", "\u200b2", "\ufeff1",
    "\x00", "1\x00", "\x1b[2J", "👩‍🌾", "🇱🇦", "*", "#", "**", "1*", "*1", "1#", "*149#", "*149*2#", "1*1*1*1*1*1", "0*0*0", "00*1",
    "+", "&", "=", "%", "%s%n", "%(months)s", "{0}", "\r\n", "\n", "\t", " 1 ", "", " ", "-1", "1.5", "1e9", "٪", "'; DROP TABLE",
    "<script>", "yes", "ok", "Á" * 80, "\U0010ffff", "9" * 300, "1" * 10_000, "ກ" * 3_300, "*" * 500, "STOP", "4 0 7 1", "020 10000002",
)  # fmt: skip
RAW = (b"\xed\xa0\x80", b"\xff\xfe", b"\xc3", b"%zz", b"%", b"\x80" * 50)


class Known(Enum):
    """What a person knows by heart."""

    PIN = "pin"
    MEMBER = "member"


# The nth option of the screen, something known, or words as they are.
Keyed = int | Known | str


@dataclass(frozen=True)
class Person:
    """Who walks: the number, the PIN, and numbers to ask about."""

    number: str
    pin: str
    member: str


@dataclass
class Findings:
    """What came back, over all walks."""

    inputs: int = 0
    screens: set[str] = field(default_factory=set)
    ends: int = 0


class Walker:
    """One handset after the other. Raises AssertionError with all that was keyed when a reply is not a valid one."""

    def __init__(self, service_url: str, sandbox_url: str, chance: Random, members: list[str], mistakes: Callable[[], float]) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(service_url).netloc, timeout=30)
        self._sandbox = sandbox_url
        self._chance = chance
        self._members = members
        self._mistakes = mistakes
        self._dials = 0
        self.found = Findings()

    def walk(self, person: Person, longest: int = 40) -> None:
        """Dials and keys on until the line drops."""
        self._dials += 1
        session = f"walk-{self._chance.getrandbits(48):x}-{self._dials}"
        keyed: list[str] = []
        send = self._by_form if self._chance.random() < 0.8 else self._by_json
        history = quote(self._dialled()) if self._chance.random() < 0.3 else ""
        screen, more = send(person, session, history, history, keyed, first=True)
        for _hop in range(self._chance.randrange(longest)):
            if not more or len(history) > LONGEST_HISTORY:
                break
            if self._chance.random() < 0.05:
                again = send(person, session, history, "", keyed, first=False) if send == self._by_form else (screen, more)
                assert again == (screen, more), f"answered differently when repeated: {keyed}"
            new = self._answer(person, screen)
            history = f"{history}*{new}" if history else new
            screen, more = send(person, session, history, new, keyed, first=False)

    def follow(self, person: Person, dialled: str, keys: Sequence[Keyed]) -> None:
        """Dials and keys what was chosen beforehand, on the gateway that sends all that was typed so far."""
        session, history, keyed = f"follow-{self._chance.getrandbits(64):x}", quote(dialled), list[str]()
        screen, more = self._by_form(person, session, history, "", keyed, first=True)
        for key in keys:
            if not more or len(history) > LONGEST_HISTORY:
                break
            new = quote(_resolved(key, person, screen).encode("utf-8", "replace"), safe="")
            history = f"{history}*{new}" if history else new
            screen, more = self._by_form(person, session, history, new, keyed, first=False)

    def close(self) -> None:
        self._connection.close()

    def _dialled(self) -> str:
        if self._chance.random() < 0.3:
            # Every language, and now and then another one in the middle.
            return f"7*1*{self._chance.randrange(1, 4)}"
        return "*".join(str(self._chance.randrange(12)) for _ in range(self._chance.randrange(1, 5)))

    def _answer(self, person: Person, screen: str) -> str:
        """Percent-encoded, and mostly what leads on: a number of the menu, the PIN, the code of the SMS."""
        chance, draw = self._chance, self._chance.random()
        options = re.findall(r"^(\d+) ", screen, re.MULTILINE)
        if not set(options) <= WAYS_OUT:
            return str(chance.choice([*options, "9", "1"])) if draw < 0.85 else self._odd()
        if "SMS" in screen and draw < 0.25:
            return self._code(person)
        if draw < 0.5:
            return person.pin
        if draw < 0.65:
            return quote(chance.choice([*self._members, person.member, "020 10000002", "7280707527", "1"]))
        return str(chance.choice([*options, "1"])) if draw < 0.85 else self._odd()

    def _odd(self) -> str:
        chance, draw = self._chance, self._chance.random()
        if draw < 0.2:
            return str(chance.randrange(14))
        if draw < 0.3:
            return quote_from_bytes(chance.choice(RAW), safe="")
        if draw < 0.6:
            letters = "".join(chr(chance.choice((chance.randrange(0x0E00, 0x0F00), chance.randrange(0x20, 0x3000)))) for _ in range(12))
            return quote(letters[: chance.randrange(12)].encode("utf-8", "replace"), safe="")
        return quote(chance.choice(ODD), safe="")

    def _code(self, person: Person) -> str:
        with urlopen(f"{self._sandbox}/v1/sandbox/messages?msisdn={quote(person.number)}", timeout=15) as answer:
            codes = [re.search(r"\b\d{6}\b", message["text"]) for message in json.load(answer)]
        return codes[-1].group() if codes and codes[-1] else "000000"

    def _by_form(self, person: Person, session: str, history: str, _new: str, keyed: list[str], *, first: bool) -> tuple[str, bool]:
        """Africa's Talking."""
        body = f"sessionId={session}&phoneNumber={quote(person.number)}&networkCode=45702&serviceCode=%2A149%23&text={history}"
        said = self._post("/ussd/africastalking/demo", FORM, body.encode(), keyed, history[-300:])
        assert said.startswith(("CON ", "END ")), f"neither CON nor END: {said!r} after {keyed}"
        return self._looked_at(said[4:], keyed, more=said.startswith("CON "))

    def _by_json(self, person: Person, session: str, _history: str, new: str, keyed: list[str], *, first: bool) -> tuple[str, bool]:
        """The gateway that sends only what is new."""
        asked = {"session": session, "msisdn": person.number, "event": "new" if first else "continue", "input": _unquoted(new)}
        said = json.loads(self._post("/ussd/generic/demo", JSON, json.dumps(asked).encode(), keyed, new[-300:]))
        assert set(said) == {"text", "continue"}, f"{said} after {keyed}"
        return self._looked_at(said["text"], keyed, more=bool(said["continue"]))

    def _post(self, path: str, kind: str, body: bytes, keyed: list[str], shown: str) -> str:
        keyed.append(shown)
        self._connection.request("POST", path, body, {"Content-Type": kind})
        answer = self._connection.getresponse()
        said = answer.read().decode()
        assert answer.status == 200, f"{answer.status} {said!r} after {keyed}"
        assert answer.headers.get_content_type() == ("text/plain" if kind == FORM else JSON)
        return said

    def _looked_at(self, screen: str, keyed: list[str], *, more: bool) -> tuple[str, bool]:
        self.found.inputs += 1
        self.found.screens.add(re.sub(r"\d", "", screen))
        taken = size(screen)
        assert taken.fits, f"{taken.used} of {taken.budget} {taken.encoding} after {keyed}:\n{screen}"
        assert screen.strip(), f"an empty screen after {keyed}"
        assert all(sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"} for sign in screen), f"{screen!r} after {keyed}"
        if not more:
            self.found.ends += 1
            assert not self._mistakes(), f"a mistake of ours after {keyed}:\n{screen}"
        return screen, more


def _resolved(key: Keyed, person: Person, screen: str) -> str:
    if isinstance(key, Known):
        return person.pin if key is Known.PIN else person.member
    if isinstance(key, str):
        return key
    options = re.findall(r"^(\d+) ", screen, re.MULTILINE)
    return str(options[key]) if key < len(options) else str(key)


def _unquoted(text: str) -> str:
    """As JSON carries it: a lone half of a character too."""
    return unquote(text, errors="surrogateescape")
