"""Who looked at my record: the public by two digits, page by page, newest first."""

from collections.abc import Callable
from datetime import UTC, datetime

from backend_client.access_log import AccessLogEntry, Looker
from backend_client.shapes import Channel, Purpose
from flows.access import line
from tests.phone import Phone

PhoneOf = Callable[[str], Phone]

GARMENT_WORKER, FAMILY_HEAD = "905498010", "P14"


def test_a_look_up_shows_at_once_with_two_digits_of_who_looked(english_phone_of: PhoneOf) -> None:
    english_phone_of("P02").sends("7").sends("6").sees("Nobody has looked at your data.")
    english_phone_of("P16").sends("1").sends(GARMENT_WORKER)
    english_phone_of("P02").sends("7").sends("6").sees("someone, ***16, 22 Nov 2026: hospital")


def test_older_looks_are_pages_away(english_phone_of: PhoneOf) -> None:
    for who in ("P16", "P17", "P18", "P19", "P20", "P21", "P31"):
        english_phone_of(who).dials("*149*1#").sends("4" if who in {"P19", "P20", "P21"} else GARMENT_WORKER).sends(GARMENT_WORKER)
    text = english_phone_of("P02").sends("7").sends("6").reads_all()
    assert "Older" in text


def test_several_on_one_number_prove_who_they_are_first(english_phone_of: PhoneOf) -> None:
    english_phone_of(FAMILY_HEAD).sends("1").sends("7").sends("6").sees("Your PIN?").sends("4071").does_not_see("Your PIN?")


def test_every_part_of_the_record_and_every_looker_has_words() -> None:
    said = {line(look(who, what)) for who in Looker for what in ("hospital", "book", "pin", "identity", "something new")}
    assert all(": " in text and "%" not in text for text in said)
    assert line(look(Looker.OPERATOR, "contributions")) == "NSSO staff, 28 Dec 2026: months paid"
    assert line(look(Looker.PUBLIC, "something new")) == "someone, ***99, 28 Dec 2026: data"


def look(who: Looker, what: str) -> AccessLogEntry:
    return AccessLogEntry(
        at=datetime(2026, 12, 27, 20, tzinfo=UTC),
        who=who,
        masked_msisdn="***99",
        channel=Channel.USSD,
        purpose=Purpose.SELF_SERVICE,
        what=what,
    )
