"""People for the rules' tests, told in a line: who, how many months, until when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sandbox.data.history import expand
from sandbox.rules.insured import Event, Insured
from sandbox.rules.months import PaidMonths, month, period
from sandbox.rules.profile import load_profiles

PROFILES = load_profiles()
LAOS, THAILAND = PROFILES["la"], PROFILES["th"]
TODAY = date(2026, 11, 22)


def paid(*lines: str) -> PaidMonths:
    """As histories are written: `2024-04..2026-10 at 2,400,000`; a line without a wage gets one."""
    whole = [line if " at " in line else f"{line} at 2,400,000" for line in lines]
    return PaidMonths.of((part.period, part.wage or Decimal()) for part in expand(whole, None))


def last_months(count: int, through: str = "2026-10", wage: str = "2,400,000") -> PaidMonths:
    """So many months in a row, the last of them `through`."""
    if count == 0:
        return PaidMonths({})
    return paid(f"{period(month(through) - count + 1)}..{through} at {wage}")


def lao(months: PaidMonths, member_class: str = "employee", **more: object) -> Insured:
    schemes = {"employee": "la_enterprise", "civil_servant": "la_state"}
    scheme = schemes.get(member_class, "la_voluntary")
    return _insured(member_class, scheme, months, more)


def thai(months: PaidMonths, scheme: str = "th_33", **more: object) -> Insured:
    return _insured("employee" if scheme == "th_33" else "voluntary", scheme, months, more)


def _insured(member_class: str, scheme: str, months: PaidMonths, more: dict[str, object]) -> Insured:
    told: dict[str, object] = {"born": date(1990, 5, 14), "sex": "female", **more}
    return Insured(member_class=member_class, scheme=scheme, paid=months, **told)  # type: ignore[arg-type]


def happened(kind: str, day: str) -> tuple[Event, ...]:
    return (Event(kind, date.fromisoformat(day)),)
