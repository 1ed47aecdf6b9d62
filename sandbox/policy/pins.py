"""PINs: argon2id over a pepper that is not in the database, and those that anybody would try first."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

TRIES = 5
LOCK = timedelta(minutes=30)

# The most frequent of published leaks that runs, repeats and years do not cover.
_FREQUENT = frozenset({"2580", "0852", "1122", "2211", "1004", "4200", "7007", "1357", "2468", "112233", "223344", "135790", "246810"})


class Pins:
    """OWASP's argon2id sizes. Without the pepper a stolen table is not a list of PINs."""

    def __init__(self, pepper: str) -> None:
        self._pepper = pepper.encode()
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

    def hashed(self, pin: str) -> str:
        return self._hasher.hash(self._peppered(pin))

    def matches(self, pin_hash: str, pin: str) -> bool:
        try:
            return self._hasher.verify(pin_hash, self._peppered(pin))
        except (VerifyMismatchError, InvalidHashError):
            return False

    def _peppered(self, pin: str) -> bytes:
        return hmac.new(self._pepper, pin.encode(), hashlib.sha256).digest()


def is_weak(pin: str, own_numbers: tuple[str, ...] = ()) -> bool:
    """own_numbers: the phone, the member number, the birth date: what a finder of the phone tries next."""
    if any(pin in number for number in own_numbers):
        return True
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    one_step_run = len(steps) == 1 and steps <= {-1, 0, 1}
    halves = len(pin) % 2 == 0 and pin[: len(pin) // 2] == pin[len(pin) // 2 :]
    year = len(pin) == 4 and pin[:2] in {"19", "20"}
    return one_step_run or halves or year or pin in _FREQUENT
