"""What an SMS asks for: words of keywords.yaml however they are typed, numbers in any script, and what is no question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import normalize

import yaml
from rapidfuzz.distance import OSA

from engine.graphemes import clean, fold_digits
from engine.parsers import Invalid, member_number
from engine.text import LOCALES, SOURCE

TABLE: Final = Path(__file__).with_name("keywords.yaml")
ANY: Final = "any"
# Longer than any question; what is beyond is not looked at.
LONGEST: Final = 400
# A shorter word with a wrong letter is as near to another word as to the one that was meant.
FUZZY_FROM: Final = 4
# A word is looked for within a sentence when it is long enough not to stand there by chance.
WITHIN_FROM: Final = 4
WITHIN_FROM_LAO: Final = 3
FUZZY_WITHIN_FROM: Final = 6
# In so few words also a short one is meant.
FEW: Final = 3
MEMBER_DIGITS, RECEIPT_DIGITS, MOST_MONTHS = 9, 10, 12
# What takes a number, and of how many digits it is when they are all put together.
JOINED: Final = {"hospital": (MEMBER_DIGITS,), "balance": (MEMBER_DIGITS,), "pay": (MEMBER_DIGITS,), "receipt": (RECEIPT_DIGITS,)}
NUMBERED: Final = frozenset({"pay", "receipt"})
PIN: Final = re.compile(r"[0-9]{4,6}").fullmatch
# Marks of tone, which are left out as often as they are typed.
_TONES: Final = re.compile("[\u0ec8-\u0ecc]")
_LAO: Final = re.compile("[\u0e80-\u0eff]")
_PARTS: Final = re.compile(r"[0-9]+|[^\W\d_]+(?:[\u0eb1\u0eb4-\u0ebc\u0ecd][^\W\d_]*)*")


class Asked(NamedTuple):
    """intent: a name of keywords.yaml, or lookup, wrong_number, pin, unknown. locale: of the word, "" where it tells none.

    exact: the whole message was this word and what belongs to it. numbers: those beside the word, for the intents that take some.
    """

    intent: str
    numbers: tuple[str, ...] = ()
    locale: str = ""
    exact: bool = True


class Word(NamedTuple):
    """A word as it is compared: no spaces, no tones, no case."""

    key: str
    intent: str
    locale: str


UNKNOWN: Final = Asked("unknown", exact=False)


class TableError(ValueError):
    """The table cannot be used; the message names every word that stands in two places."""


@cache
def words() -> dict[str, Word]:
    """The table by key; raises TableError."""
    found: dict[str, Word] = {}
    faults = []
    for word in _listed(yaml.safe_load(TABLE.read_text("utf-8"))):
        other = found.setdefault(word.key, word)
        if other.intent != word.intent:
            faults.append(f"{word.key!r} is {other.intent} and {word.intent}")
    if faults:
        raise TableError("\n".join(faults))
    return found


def _listed(table: dict[str, dict[str, list[str]]]) -> Iterator[Word]:
    for intent, languages in table.items():
        for locale, listed in languages.items():
            if locale != ANY and locale not in LOCALES:
                raise TableError(f"{intent}: there is no language {locale!r}")
            yield from (Word("".join(_parts(text)), intent, "" if locale == ANY else locale) for text in listed)


def first_words(locales: Sequence[str]) -> dict[str, dict[str, str]]:
    """For each thing the first word of each language, or the one that belongs to none; what a number alone asks for is last."""
    table: dict[str, dict[str, list[str]]] = yaml.safe_load(TABLE.read_text("utf-8"))
    found = {}
    for intent, languages in table.items():
        # English readers are told a word of every language where there is one: STOP is printed below each reminder.
        own = languages | ({SOURCE: languages[ANY]} if ANY in languages else {})
        found[intent] = {locale: own.get(locale, next(iter(own.values())))[0] for locale in locales}
    return found | {"lookup": dict.fromkeys(locales, "900000084"), "wrong_number": dict.fromkeys(locales, "900000085")}


def read(text: str) -> Asked:
    """What is asked for. Never fails, and never gives back a number that may be a PIN."""
    parts = _parts(text)
    numbers = [part for part in parts if part.isdigit()]
    said = [part for part in parts if not part.isdigit()]
    if not said:
        return _of_number("".join(numbers))
    word, exact = _word(said, numbered=bool(numbers))
    if word is None:
        return UNKNOWN
    # A member number or a receipt's, parted by whatever stood between its digits.
    if len(joined := "".join(numbers)) in JOINED.get(word.intent, ()):
        numbers = [joined]
    if any(PIN(number) for number in numbers):
        # Whatever it was meant for: four to six digits are never kept, and never used.
        return Asked("pin", locale=word.locale)
    return _with_numbers(word, tuple(numbers), exact=exact)


def number(text: str) -> str:
    """The digits of a message that has nothing else but spaces and punctuation; "" of any other."""
    parts = _parts(text)
    return "".join(parts) if all(part.isdigit() for part in parts) else ""


def _of_number(digits: str) -> Asked:
    if PIN(digits):
        return Asked("pin")
    if len(digits) == MEMBER_DIGITS and digits.startswith("90"):
        return Asked("wrong_number") if isinstance(member_number(digits), Invalid) else Asked("lookup", (digits,))
    return UNKNOWN


def _with_numbers(word: Word, numbers: tuple[str, ...], *, exact: bool) -> Asked:
    """The word with those numbers that mean something beside it."""
    if word.intent == "hospital" and numbers:
        found = _of_number(numbers[0])
        return found._replace(locale=word.locale) if found.intent != "unknown" else Asked("hospital", (), word.locale, exact)
    if word.intent == "pay":
        numbers = tuple(one for one in numbers if len(one) == MEMBER_DIGITS or 1 <= int(one) <= MOST_MONTHS)
    return Asked(word.intent, numbers if word.intent in JOINED else (), word.locale, exact)


def _word(said: list[str], *, numbered: bool) -> tuple[Word | None, bool]:
    """The word that is meant, and whether it is all that was said."""
    table, whole = words(), "".join(said)
    if found := table.get(whole):
        return found, True
    if found := _near(whole):
        return found, True
    return _within(said, whole, numbered=numbered), False


def _near(key: str) -> Word | None:
    """The word one wrong, missing, doubled or swapped letter away; none when that could be either of two."""
    if len(key) < FUZZY_FROM:
        return None
    near = [word for word in words().values() if OSA.distance(key, word.key, score_cutoff=1) <= 1]
    # A short word is none to be corrected to, but stands in the way of another that is as near.
    long = [word for word in near if len(word.key) >= FUZZY_FROM]
    return long[0] if long and len({word.intent for word in near}) == 1 else None


def _within(said: list[str], whole: str, *, numbered: bool) -> Word | None:
    """The longest word in a sentence: as words of their own in Latin letters, anywhere in Lao, which has no spaces.

    numbered: there are numbers, which belong to a word that takes some.
    """
    table = words()
    runs = {"".join(said[start:end]) for start in range(len(said)) for end in range(start + 1, min(start + 4, len(said)) + 1)}
    least = WITHIN_FROM if len(said) > FEW else 1
    found = [table[run] for run in runs if run in table and (len(run) >= least or run == said[0])]
    found += [word for word in table.values() if _LAO.match(word.key) and len(word.key) >= WITHIN_FROM_LAO and word.key in whole]
    if not found:
        found = [word for key in said if len(key) >= FUZZY_WITHIN_FROM and (word := _near(key))]
    # Somebody who asks for help with something asks for that thing.
    found.sort(key=lambda word: (word.intent == "help", numbered and word.intent not in NUMBERED, -len(word.key), whole.find(word.key)))
    return found[0] if found else None


def _parts(text: str) -> list[str]:
    """Words and numbers; a word glued to a number is two parts, and everything else is left out."""
    tidy = normalize("NFKC", fold_digits(clean(text[:LONGEST]))).casefold()
    # The vowel AE is as often typed as twice the vowel E, which looks the same.
    return _PARTS.findall(_TONES.sub("", tidy).replace("\u0ec0\u0ec0", "\u0ec1"))
