"""What every payer was told, when and how, and how each took it: ok, fail or unknown."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from faults.claims import Claim, Kind, claim_of

Outcome = Literal["ok", "fail", "unknown"]


class Statement(NamedTuple):
    """at: by this machine's clock, in seconds. how: screen or sms. asked: when the message was first sent that a screen answers."""

    at: float
    msisdn: str
    how: str
    text: str
    claim: Claim
    asked: float = 0.0


class Key(NamedTuple):
    """One that may begin a payment. at: when it was first sent. shown: when the price came that it answers, 0 where nobody knows."""

    at: float
    shown: float


class History:
    """Everything goes to the file; what claims nothing is then forgotten."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("w", encoding="utf-8")
        self.statements: list[Statement] = []
        self.outcomes: dict[str, Outcome] = {}
        self.keys: defaultdict[str, list[Key]] = defaultdict(list)
        self.counted: Counter[str] = Counter()

    def hear(self, msisdn: str, how: str, text: str, at: float | None = None, asked: float = 0.0) -> Claim:
        """A screen or an SMS that reached, or was on its way to, a payer."""
        said = Statement(at or time.time(), msisdn, how, text, claim_of(text), asked)
        self.counted[how] += 1
        if said.claim.kind is not Kind.NEUTRAL:
            self.statements.append(said)
        self.write(msisdn, how, text)
        return said.claim

    def sms(self, at: float, msisdn: str, text: str) -> None:
        """As the sink takes it."""
        self.hear(msisdn, "sms", text, at)

    def keyed(self, msisdn: str, key: Key) -> None:
        """Before it is sent."""
        self.keys[msisdn].append(key)
        self.write(msisdn, "key", "pay" if key.shown else "may pay")

    def end(self, msisdn: str, outcome: Outcome) -> None:
        """How the payer took it in the end."""
        self.outcomes[msisdn] = outcome
        self.write(msisdn, "outcome", outcome)

    def write(self, who: str, what: str, text: str) -> None:
        """A line of the file."""
        self._file.write(json.dumps([round(time.time(), 3), who, what, text], ensure_ascii=False) + "\n")

    def of_sms(self) -> Iterator[Statement]:
        """Only what came by SMS and claims something."""
        return (said for said in self.statements if said.how == "sms")

    def close(self) -> None:
        self._file.close()
