"""The code under every SMS: whoever doubts an SMS asks whether this code was sent to this number, and when.

It is reckoned from the number and the day under a key, so nothing is stored that could be lost: docs/decisions/sms-codes.md.
"""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import blake2b
from typing import Final

# None of them is taken for another, on paper or read aloud, and without A, E, O, U and Y none of them makes a word.
LETTERS: Final = "CDFHJKLMNPRTVWX34679"
LENGTH: Final = 4
# Of somebody who guesses one in 5,333 finds a code of these days.
DAYS: Final = 30


def code_of(key: bytes, msisdn: str, day: date) -> str:
    """The code of every SMS sent to this number on this day."""
    digest = blake2b(f"{msisdn}\0{day}".encode(), key=key, digest_size=8, person=b"sms code").digest()
    value, letters = int.from_bytes(digest), ""
    for _position in range(LENGTH):
        value, place = divmod(value, len(LETTERS))
        letters += LETTERS[place]
    return letters


def signed(text: str, code: str) -> str:
    """The text with its code, on a line of its own so that nobody dials it."""
    return f"{text}\n{code}"


def sent_on(key: bytes, msisdn: str, code: str, today: date) -> date | None:
    """The last day on which this code was sent to this number; None when it never was, or longer ago than is known."""
    days = (today - timedelta(days=back) for back in range(DAYS))
    return next((day for day in days if code_of(key, msisdn, day) == code), None)
