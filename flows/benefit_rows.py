"""The list of benefits: a row for each, and which of them the record itself can answer."""

from __future__ import annotations

from typing import Final

import msgspec

from backend_client.benefits import BenefitState, BenefitType
from flows.benefit_words import benefit_name, in_a_word


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One benefit in the list."""

    type: BenefitType
    state: BenefitState
    have: int | None = None
    need: int | None = None
    unit: str = "none"


# Benefits that ask for months in every country profile there is.
COUNTED: Final = (
    BenefitType.SICKNESS,
    BenefitType.BIRTH,
    BenefitType.BIRTH_GRANT,
    BenefitType.MISCARRIAGE,
    BenefitType.CHILD_ALLOWANCE,
    BenefitType.UNEMPLOYMENT,
    BenefitType.OLD_AGE,
    BenefitType.DEATH,
)


def all_answered() -> tuple[Row, ...]:
    """Every benefit there is, and of each the longest answer."""
    return tuple(
        Row(kind, BenefitState.NOT_YET, 111, 180, "months") if kind in COUNTED else Row(kind, BenefitState.LIKELY) for kind in BenefitType
    )


def all_open() -> tuple[Row, ...]:
    """Every benefit there is, and only NSSO can tell."""
    return tuple(Row(kind, BenefitState.UNKNOWN) for kind in BenefitType)


def in_scheme(row: Row) -> bool:
    """Whether the member's scheme has the benefit at all."""
    return row.state is not BenefitState.NOT_IN_SCHEME


def is_answered(row: Row) -> bool:
    """Whether it is likely, or not yet, or months are there to go by."""
    return row.state in {BenefitState.LIKELY, BenefitState.NOT_YET} or (in_scheme(row) and row.have is not None)


def is_open(row: Row) -> bool:
    """Whether only NSSO can tell how the member stands."""
    return in_scheme(row) and not is_answered(row)


def row_label(row: Row) -> str:
    """One line of the list."""
    return f"{benefit_name(row.type)}: {in_a_word(row.state, row.have, row.need, row.unit)}"
