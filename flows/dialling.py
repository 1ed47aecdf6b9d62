"""What to dial for each task, for those who are elsewhere: the keys behind the service's code, as on posters."""

from __future__ import annotations

from typing import Final

from engine.call import Call

# The numbers of the main menu, which never shift: docs/decisions/dial-strings.md.
NUMBERED: Final = {
    "hospital": ("1",),
    "contributions": ("2",),
    "benefits": ("3",),
    "claims": ("4",),
    "pay": ("5",),
    "book": ("6",),
    "preferences": ("7",),
    "help": ("8",),
}
# What is asked for by SMS is the same task.
KEYS: Final = NUMBERED | {f"{task}_by_sms": NUMBERED[task] for task in ("hospital", "pay")} | {"months_by_sms": NUMBERED["contributions"]}
# For whom, and how many months, as flows/pay.py and flows/price.py number them.
SELF, OTHER, ANY_MONTHS = "1", "2", "5"
MONTHS: Final = {1: "1", 3: "2", 6: "3", 12: "4"}


def of_flow(call: Call, flow: str) -> str:
    """Straight to a flow where it has a number of its own, otherwise to the main menu."""
    return call.dial_string(*KEYS.get(flow, ()))


def to_pay(call: Call, months: int = 0, member: str = "") -> str:
    """Straight to the price of so many months, for oneself or for the member of that number."""
    if member:
        return call.dial_string(*KEYS["pay"], OTHER, member)
    if not months:
        return call.dial_string(*KEYS["pay"], SELF)
    chosen = (MONTHS[months],) if months in MONTHS else (ANY_MONTHS, str(months))
    return call.dial_string(*KEYS["pay"], SELF, *chosen)


def for_others(call: Call) -> str:
    """Straight to paying for somebody else."""
    return call.dial_string(*KEYS["pay"], OTHER)
