"""What is kept of a run when its people are forgotten, and several runs added up: their trials are trials of the same promise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faults.run import Result


class Tally(NamedTuple):
    """seconds: of paying."""

    seed: int
    intents: int
    requests: int
    lost: int
    debits: int
    strikes: int
    violations: int
    seconds: float


def tally(result: Result) -> Tally:
    counted, books = result.history.counted, result.books
    return Tally(
        seed=result.plan.seed,
        intents=result.intents,
        requests=counted["requests"],
        lost=counted["replies lost"],
        debits=len(books.debits),
        strikes=sum(result.fallen.values()),
        violations=len(result.violations),
        seconds=result.seconds,
    )


def added(runs: Sequence[Tally]) -> str:
    """As it is printed after the last of several."""
    return "\n".join(_lines(runs))


def _lines(runs: Sequence[Tally]) -> Iterator[str]:
    intents, broken = sum(one.intents for one in runs), sum(one.violations for one in runs)
    yield f"\n{len(runs)} runs, seeds {', '.join(str(one.seed) for one in runs)}, added up: {intents} intents"
    yield f"  requests: {sum(one.requests for one in runs)}, replies lost: {sum(one.lost for one in runs)}"
    yield f"  debits: {sum(one.debits for one in runs)}, struck: {sum(one.strikes for one in runs)}"
    yield f"  {sum(one.seconds for one in runs):.0f} s of paying"
    yield f"  {'BROKEN' if broken else 'ok    '} violations: {broken}"
    if not broken and intents:
        yield f"  0 in {intents} intents: at most {3 / intents:.2g} of intents are hit, with 95 % confidence (3/n)."
