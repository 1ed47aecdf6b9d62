"""The access matrix of notice 0425: what each class of person may do, whatever the channel."""

from __future__ import annotations

from collections.abc import Iterable

_ANYONE = frozenset({"lookup", "pay_other", "register_phone", "cases", "preferences"})
_MEMBER = _ANYONE | {"identity", "own_hospital", "access_log", "pin"}
_BENEFITS = frozenset({"benefits", "claims", "contributions", "contribution_gaps", "old_age_balance"})

_MATRIX: dict[str, frozenset[str]] = {
    "civil_servant": _MEMBER | {"family_hospital", "book"},
    "employee": _MEMBER | _BENEFITS | {"family_hospital", "book"},
    "voluntary": _MEMBER | _BENEFITS | {"family_hospital", "book", "pay_own"},
    # Who filed a claim as a survivor may follow it; of benefits as such a dependant sees none.
    "dependant": _MEMBER | {"claims"},
    "pensioner": _MEMBER | {"family_hospital", "book", "claims", "contributions", "old_age_balance"},
    "employer": _ANYONE | {"employer_state"},
    "none": _ANYONE,
}

# The order in which the contract names them, for a menu that is the same each time.
_ORDER = (
    "own_hospital", "family_hospital", "benefits", "claims", "contributions", "contribution_gaps", "old_age_balance", "book",
    "preferences", "access_log", "pin", "pay_own", "pay_other", "lookup", "register_phone", "cases", "employer_state",
)  # fmt: skip

# With several members on one number, what is beyond the hospital takes the PIN of the one who asks.
OPEN_ON_SHARED_NUMBER = frozenset({"own_hospital", "identity", "pin", "preferences"})


def permissions(classes: Iterable[str], *, civil_servant_benefits: bool) -> frozenset[str]:
    """The union over the classes a person has: a contact of an employer may be an employee too."""
    granted: frozenset[str] = frozenset()
    for name in classes:
        granted |= _MATRIX[name]
        if name == "civil_servant" and civil_servant_benefits:
            granted |= _BENEFITS
    return granted


def in_order(granted: frozenset[str]) -> list[str]:
    return [name for name in _ORDER if name in granted]
