"""What one run does: its size, its seed, and the chances drawn from it."""

from __future__ import annotations

import random
from dataclasses import dataclass

# Dialling again and waiting for a relative takes each of them a second or two: so many keep two processors at work.
AT_ONCE = 40

# More intents than these are several runs.
RUN_INTENTS = 10_000


@dataclass(frozen=True)
class Plan:
    """intents: payments that somebody wants to make. kills: how many strikes fall meanwhile. rate: new intents a second, 0 for as fast as
    `at_once` people are. most_copies: how often a confirmation is sent at once, at most. storms: whether the backend has bad hours.
    until_struck: nobody comes any more once all strikes have fallen. steady: nothing goes wrong, and everybody approves.
    """

    name: str
    seed: int
    intents: int
    at_once: int = 24
    kills: int = 0
    rate: float = 0.0
    most_copies: int = 1
    lost_replies: float = 0.0
    storms: bool = False
    wallet_faults: bool = False
    forged: bool = False
    until_struck: bool = False
    steady: bool = False

    def chance(self, what: str) -> random.Random:
        """The same draws for the same seed, whatever else is drawn meanwhile."""
        return random.Random(f"{self.seed}:{self.name}:{what}")  # noqa: S311 - nothing to guess here

    @property
    def command(self) -> str:
        """What runs it again."""
        size = f"--kills {self.kills}" if self.until_struck else f"--intents {self.intents}"
        size += f" --rate {self.rate:g}" if self.steady else ""
        return f"python -m faults {self.name} {size} --seed {self.seed}"


def shares(intents: int) -> list[int]:
    """The intents of each of the runs that so many are split into."""
    whole, rest = divmod(intents, RUN_INTENTS)
    return [RUN_INTENTS] * whole + ([rest] if rest else [])


def duplicates(seed: int, intents: int) -> Plan:
    """Every confirmation 1-20 times at once over two web processes, replies lost at random."""
    return Plan("duplicates", seed, intents, at_once=AT_ONCE, most_copies=20, lost_replies=0.12, wallet_faults=True)


def kills(seed: int, strikes: int) -> Plan:
    """kill -9 of everything but the backend and the wallet, at random and at named points."""
    # So many that people still pay when the last one falls, at a pace that leaves a machine of two processors room to come back.
    return Plan(
        "kills",
        seed,
        intents=20 * strikes,
        kills=strikes,
        rate=1.5,
        most_copies=3,
        lost_replies=0.03,
        wallet_faults=True,
        until_struck=True,
    )


def backend(seed: int, intents: int) -> Plan:
    """The backend away, slow, silent or wrong, for seconds at a time and for single calls."""
    return Plan("backend", seed, intents, rate=4.0, most_copies=3, lost_replies=0.03, storms=True)


def callbacks(seed: int, intents: int) -> Plan:
    """The wallet's callbacks lost, late, double, contradictory and forged."""
    return Plan("callbacks", seed, intents, most_copies=2, wallet_faults=True, forged=True)


def mixture(seed: int, intents: int) -> Plan:
    """All of it at once, in little: for every check."""
    rest = {"storms": True, "wallet_faults": True, "forged": True}
    return Plan("mixture", seed, intents, kills=max(6, intents // 10), rate=2.5, most_copies=20, lost_replies=0.08, **rest)


def latency(seed: int, intents: int, rate: float) -> Plan:
    """Nothing goes wrong: how long from the approval to the SMS."""
    return Plan("latency", seed, intents, at_once=400, rate=rate, steady=True)
