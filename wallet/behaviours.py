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
    `delays`: what `after_s` puts off, the end itself, its last callback, or its line on the statement; `usual_ms` when none is given.
    """

    status: Literal["completed", "declined", "failed"]
    reason: str | None = None
    claims: tuple[str | None, ...] = (None,)
    delays: Literal["end", "callback", "statement"] = "end"
    usual_ms: int = 0


OUTCOMES: dict[str, Outcome] = {
    "approve": Outcome("completed"),
    "decline": Outcome("declined", "declined"),
    "wrong_pin": Outcome("declined", "wrong_pin"),
    "insufficient_funds": Outcome("failed", "insufficient_funds"),
    "limit_exceeded": Outcome("failed", "limit_exceeded"),
    "expired": Outcome("failed", "prompt_expired"),
    "timeout": Outcome("failed", "prompt_expired", claims=()),
    "late": Outcome("completed", delays="callback", usual_ms=LATE_MS),
    "twice": Outcome("completed", claims=(None, None), delays="callback", usual_ms=SECOND_MS),
    "contradict": Outcome("completed", claims=("failed", None), delays="callback", usual_ms=SECOND_MS),
    "contradict_unpaid": Outcome("declined", "declined", claims=("completed", None), delays="callback", usual_ms=SECOND_MS),
    "lose_callback": Outcome("completed", claims=()),
    "post_late": Outcome("completed", delays="statement", usual_ms=LATE_MS),
}


def end_at(decision: str, after_ms: int | None, now: int, expires_at: int) -> int:
    """When a payment ends that is decided now: silence lasts as long as the prompt, all others wait for nobody."""
    if decision == "timeout" and after_ms is None:
        return expires_at
    return now + _delay("end", decision, after_ms)


def callbacks_at(decision: str, after_ms: int | None, now: int) -> list[tuple[str | None, int]]:
    """What each callback claims, and when it goes out."""
    claims = OUTCOMES[decision].claims
    last = now + _delay("callback", decision, after_ms)
    return [(claim, last if place == len(claims) else now) for place, claim in enumerate(claims, 1)]


def posted_at(decision: str, after_ms: int | None, now: int) -> int:
    return now + _delay("statement", decision, after_ms)


def _delay(what: str, decision: str, after_ms: int | None) -> int:
    outcome = OUTCOMES[decision]
    if outcome.delays != what:
        return 0
    return outcome.usual_ms if after_ms is None else after_ms
