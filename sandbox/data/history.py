"""Contribution histories as people write them: `2024-04..2026-10 at 2,400,000`, `2025-11..2026-01 missing`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from sandbox.rules.months import month, period

STATES = ("posted", "credited", "paid_not_posted", "declared_unpaid", "missing", "disputed")
_LINE = re.compile(
    r"(?P<first>\d{4}-\d\d)(\.\.(?P<last>\d{4}-\d\d))?"
    r"( at (?P<wage>[\d,]+))?( by (?P<employer>E\d\d))?( (?P<state>[a-z_]+))?",
)


class MonthPart(Struct, frozen=True):
    """One payer's part of one month."""

    period: str
    employer: str | None
    wage: Decimal | None
    state: str


def amount(text: str) -> Decimal:
    """`2,400,000` as a number; raises ValueError."""
    return Decimal(int(text.replace(",", "")))


def expand(lines: Iterable[str], employer: str | None) -> list[MonthPart]:
    """Every month, oldest first; a later line replaces an earlier one for the same month and employer; raises ValueError."""
    parts: dict[tuple[str, str], MonthPart] = {}
    for line in lines:
        for part in _line(line, employer):
            parts[part.period, part.employer or ""] = part
    return [parts[key] for key in sorted(parts)]


def _line(line: str, employer: str | None) -> list[MonthPart]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"cannot read the months {line!r}: write FIRST..LAST at WAGE, or FIRST..LAST missing")
    state = found["state"] or "posted"
    if state not in STATES:
        raise ValueError(f"{line!r}: {state} is none of {', '.join(STATES)}")
    first, last = month(found["first"]), month(found["last"] or found["first"])
    if first > last:
        raise ValueError(f"{line!r}: ends before it begins")
    wage = amount(found["wage"]) if found["wage"] else None
    if wage is None and state in {"posted", "paid_not_posted"}:
        raise ValueError(f"{line!r}: at which wage?")
    return [MonthPart(period(value), found["employer"] or employer, wage, state) for value in range(first, last + 1)]
