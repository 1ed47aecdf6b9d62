"""Numbers that can be dictated over the phone: ten digits, the last a Luhn check digit."""

from __future__ import annotations

import secrets


def luhn_digit(digits: str) -> str:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if position % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return str(-total % 10)


def is_checked(number: str) -> bool:
    return luhn_digit(number[:-1]) == number[-1]


def new_reference() -> str:
    # The leading digit is never 0, which spreadsheets and people drop.
    digits = str(secrets.randbelow(9) + 1) + f"{secrets.randbelow(10**8):08}"
    return digits + luhn_digit(digits)
