"""All that a wallet can do to a payment, good and bad: how it ends, and what the callbacks then say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Arrival = Literal["unavailable", "slow", "lose_reply"]
Answer = Literal[
    "approve", "decline", "insufficient_funds", "limit_exceeded", "timeout", "late", "twice", "contradict", "contradict_unpaid",
    "lose_callback", "post_late",
]  # fmt: skip
ARRIVALS: tuple[str, ...] = get_args(Arrival)
Decision = Arrival | Answer

SLOW_MS = 5_000
SECOND_MS = 1_000
LATE_MS = 20_000


@dataclass(frozen=True)
class Outcome:
    """How an answer ends in the ledger, and the callbacks it sends.

    `claims`: one a callback; None says the truth, a word is claimed instead of it.
    `waits_ms`: what an answer without `after_s` waits: before it ends or, when `told_late`, before the last callback goes out.
    """

    status: Literal["completed", "declined", "failed"]
    reason: str | None = None
    claims: tuple[str | None, ...] = (None,)
    waits_ms: int = 0
    told_late: bool = False


OUTCOMES: dict[str, Outcome] = {
    "approve": Outcome("completed"),
    "decline": Outcome("declined", "declined"),
    "wrong_pin": Outcome("declined", "wrong_pin"),
    "insufficient_funds": Outcome("failed", "insufficient_funds"),
    "limit_exceeded": Outcome("failed", "limit_exceeded"),
    "timeout": Outcome("failed", "prompt_expired"),
    "late": Outcome("completed", waits_ms=LATE_MS, told_late=True),
    "twice": Outcome("completed", claims=(None, None), waits_ms=SECOND_MS, told_late=True),
    "contradict": Outcome("completed", claims=("failed", None), waits_ms=SECOND_MS, told_late=True),
    "contradict_unpaid": Outcome("declined", "declined", claims=("completed", None), waits_ms=SECOND_MS, told_late=True),
    "lose_callback": Outcome("completed", claims=()),
    "post_late": Outcome("completed", waits_ms=LATE_MS),
}


def wait_before_end(decision: str, after_ms: int | None) -> int:
    outcome = OUTCOMES[decision]
    return 0 if outcome.told_late else _or(after_ms, outcome.waits_ms)


def callback_delays(decision: str, after_ms: int | None) -> list[tuple[str | None, int]]:
    """What each callback claims, and after how many milliseconds it goes out."""
    outcome = OUTCOMES[decision]
    last = _or(after_ms, outcome.waits_ms) if outcome.told_late else 0
    return [(claim, last if place == len(outcome.claims) else 0) for place, claim in enumerate(outcome.claims, 1)]


def _or(given: int | None, usual: int) -> int:
    return usual if given is None else given
