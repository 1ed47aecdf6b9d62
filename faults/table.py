"""The result as a table: what was tried, what was found, and what nothing found means."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Iterator

from faults.checker import KINDS
from faults.run import Result

SHOWN = 5


def table(result: Result) -> str:
    """As it is printed."""
    return "\n".join([*_head(result), *_counts(result), *_violations(result), *_bound(result)])


def _head(result: Result) -> Iterator[str]:
    machine = f"Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    yield f"\n{result.plan.name}: seed {result.plan.seed}, {result.intents} intents, {machine}"
    yield f"  again: {result.plan.command}"
    yield f"  {result.seconds:.0f} s of paying, {result.rested:.0f} s until all was at rest"


def _counts(result: Result) -> Iterator[str]:
    counted = result.history.counted
    yield _line("requests", counted["requests"])
    yield _line("replies lost on the way to the payer", counted["replies lost"])
    yield _line("screens and SMS sent", counted["screen"] + counted["sms"])
    yield _line("of them claims about money, judged", len(result.history.statements))
    yield _line("payers by how it ended for them", _listed(Counter(result.history.outcomes.values())))
    yield _line("orders by state", _listed(Counter(order.state for order in result.books.orders)))
    yield _line("orders under review", sum(order.under_review for order in result.books.orders))
    yield _line("debits in the wallet's ledger", len(result.books.debits))
    yield _line("struck", sum(result.fallen.values()))
    for name, count in sorted(result.fallen.items()):
        yield f"      {count:5d}  {name}"
    yield _line("messages interfered with", _listed(Counter(result.weather)))
    yield _line("copies answered in different words", counted["copies answered in different words"])
    yield _line("SMS sent twice", result.checker.sent_twice())
    yield _line("seconds, confirmed to settled", _spread(sorted(order.took for order in result.books.orders)))
    if not result.fallen:
        yield _line("milliseconds of a processor, an intent", _costs(result))
    yield _line("seconds, money moved to receipt SMS", _spread(result.checker.latencies()))


def _violations(result: Result) -> Iterator[str]:
    found = Counter(violation.kind for violation in result.violations)
    for kind in KINDS:
        yield f"  {'ok    ' if not found[kind] else 'BROKEN'} {kind + ':':20}{found[kind]}"
        for violation in [one for one in result.violations if one.kind == kind][:SHOWN]:
            yield f"         {violation.detail}"


def _bound(result: Result) -> Iterator[str]:
    if not result.violations and result.intents:
        yield f"  0 in {result.intents} intents: at most {3 / result.intents:.2g} of intents are hit, with 95 % confidence (3/n)."
    if result.fallen and not result.violations:
        struck = sum(result.fallen.values())
        yield f"  0 in {struck} strikes: at most {3 / struck:.2g} of strikes hit one, with 95 % confidence (3/n)."


def _line(name: str, value: object) -> str:
    return f"  {name + ':':42}{value}"


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counted.most_common()) or "none"


def _costs(result: Result) -> str:
    each = {name: 1000 * seconds / max(1, result.intents) for name, seconds in result.costs.items()}
    dearest = sorted(each, key=each.__getitem__, reverse=True)
    return ", ".join([*(f"{name} {each[name]:.1f}" for name in dearest), f"all {sum(each.values()):.1f}"])


def _spread(ordered: list[float]) -> str:
    if not ordered:
        return "none"
    half, most = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"p50 {half:.2f}, p99 {most:.2f}, longest {ordered[-1]:.2f}"
