"""Is an SMS from LSSO? Its code tells the phone it was sent to, and no other."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from engine.call import VIENTIANE
from engine.codes import code_of
from tests.phone import Phone
from tests.processes import SERVICE
from tests.sandbox.speaker import msisdn_of

PhoneOf = Callable[[str], Phone]
KEY = base64.b64decode(SERVICE["HASH_KEY"])


def code(who: str, days_ago: int = 0) -> str:
    today = datetime.now(UTC).astimezone(VIENTIANE).date()
    return code_of(KEY, msisdn_of(who), today - timedelta(days=days_ago))


def ask(english_phone_of: PhoneOf, who: str, typed: str) -> str:
    return english_phone_of(who).sends("8").sends("9").sends("10").sees("last line").sends(typed).screen


def test_a_code_of_ours_is_genuine_on_the_phone_it_was_sent_to(english_phone_of: PhoneOf) -> None:
    assert "Yes: LSSO sent it" in ask(english_phone_of, "P08", code("P08", 3))
    assert "No: LSSO sent no such code" in ask(english_phone_of, "P02", code("P08", 3))


@pytest.mark.parametrize("write", [str.lower, " ".join, "\u200b".join])
def test_it_is_read_however_it_is_typed(english_phone_of: PhoneOf, write: object) -> None:
    assert callable(write)
    assert "Yes: LSSO sent it" in ask(english_phone_of, "P08", write(code("P08")))


def test_what_can_be_no_code_is_asked_for_again(english_phone_of: PhoneOf) -> None:
    for typed in ("12", "ABCDE", "OOOO", "ໂຮງໝໍ"):
        assert "such as K7XM" in ask(english_phone_of, "P08", typed)


def test_also_a_number_that_is_nobodys_may_ask(english_phone_of: PhoneOf) -> None:
    assert "Yes: LSSO sent it" in ask(english_phone_of, "P16", code("P16"))


def test_guessing_ends_after_five(english_phone_of: PhoneOf) -> None:
    for guess in ("CCCC", "DDDD", "FFFF", "HHHH", "JJJJ"):
        assert "No: LSSO sent no such code" in ask(english_phone_of, "P17", guess)
    assert "Too many tries" in ask(english_phone_of, "P17", code("P17"))
    assert "Yes: LSSO sent it" in ask(english_phone_of, "P08", code("P08"))
