"""A reminder says one thing, fits its segments in every language with the longest data, and betrays nothing."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from backend_client.notifications import Notification, NotificationKind
from backend_client.shapes import Money
from engine.codes import code_of, signed
from engine.encoding import segments
from engine.text import LOCALES, load_catalogues, use_locale
from jobs.reminder_words import text_of
from settings import LOCALES as FOLDER

KEY = b"k" * 32
KINDS = [kind for kind in NotificationKind if kind is not NotificationKind.OTHER]


def longest(kind: NotificationKind, *, family: bool = False, discreet: bool = False) -> Notification:
    return Notification(
        id="ntf_1", kind=kind, msisdn="+8562010000008", discreet=discreet, state="sending", period="2026-12", due_on=date(2026, 12, 28),
        ends_on=date(2026, 12, 28), amount=Money(value="4860000"), ref="7290527444", family=family,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _catalogues() -> None:
    load_catalogues(FOLDER)


@pytest.mark.parametrize(("locale", "kind", "family", "discreet"), list(product(LOCALES, KINDS, (False, True), (False, True))))
def test_it_takes_one_segment_in_latin_letters_and_two_in_lao(locale: str, kind: NotificationKind, family: bool, discreet: bool) -> None:
    use_locale(locale)
    text = text_of(longest(kind, family=family, discreet=discreet), "*1234*56#")
    whole = signed(text, code_of(KEY, "+8562010000008", date(2026, 12, 28)))
    assert text
    assert segments(whole) <= (2 if locale == "lo" else 1), whole


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_how_to_have_no_more(kind: NotificationKind) -> None:
    for discreet in (False, True):
        assert text_of(longest(kind, discreet=discreet), "*149#").endswith("\nNo more: *149*7*5#")


def test_a_discreet_one_is_the_same_whatever_it_is_about() -> None:
    assert len({text_of(longest(kind, discreet=True), "*149#") for kind in KINDS}) == 1


def test_an_amount_is_said_where_the_backend_gave_one_and_nowhere_else() -> None:
    assert [kind for kind in KINDS if "4,860,000" in text_of(longest(kind), "*149#")] == [NotificationKind.CONTRIBUTION_DUE]


def test_a_kind_of_a_later_contract_is_not_told_in_words_that_do_not_fit_it() -> None:
    assert text_of(longest(NotificationKind.OTHER), "*149#") == ""
