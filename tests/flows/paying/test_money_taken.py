"""Money taken that is not found by the wallet's number: whose payment is not settled waits for it, and NSSO is told the number."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.flows.paying.counter import KHAMLA, MANIVANH, Counter, reference
from tests.phone import Phone
from tests.stack import PhoneOf

TYPED = "TX-998877"
WORDS = "108000 taken and no receipt"
NOT_HERE = "We do not see that number here yet. Do not pay again: ask NSSO."
IN_DOUBT = {"": ("pending", "Waiting for your wallet's PIN"), "contradict_unpaid": ("needs_review", "Being checked. Do not pay again.")}


def pays(phone: Phone) -> str:
    phone.sends("5").sends("1").sends("1").sends("1").ends()
    return reference(phone)


def types(phone: Phone, number: str = TYPED) -> Phone:
    """From the main menu."""
    return phone.dials().sends("5").sends("3").sends("1").sees("The transaction number in the wallet's SMS?").sends(number)


def read_by_the_desk(folder: Path) -> tuple[str, str | None]:
    """The words of the only complaint, and the reference it is about."""
    with closing(sqlite3.connect(f"file:{folder / 'sandbox.sqlite3'}?mode=ro", uri=True)) as rows:
        [(text, about)] = rows.execute("SELECT text, about_ref FROM case_row WHERE kind = 'complaint'").fetchall()
    return text, about


@pytest.mark.parametrize("decision", IN_DOUBT)
def test_whose_payment_is_not_settled_is_shown_that_one_and_told_not_to_pay_again(
    english_phone_of: PhoneOf, counter: Counter, decision: str
) -> None:
    phone = english_phone_of("P08")
    number = pays(phone)
    state, words = IN_DOUBT[decision]
    counter.waits_for(phone.msisdn, number, "pending")
    if decision:
        counter.decides(number, decision)
    counter.waits_for(phone.msisdn, number, state)
    types(phone).sees(f"Your payment No. {number} is still being looked at. Do not pay again.", "1 Ask NSSO", "2 Look at it")
    phone.sends("2").sees(words, number)


def test_a_payment_behind_newer_ones_that_are_settled_is_found_too(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P16")
    phone.sends("5").sends("2").sends(MANIVANH).sends("1").sends("1").sends("1").ends()
    number = reference(phone)
    for _ in range(13):
        phone.dials().sends("5").sends("2").sends(KHAMLA).sends("1").sends("1").sends("1").ends()
        counter.settles(phone.msisdn, reference(phone), "decline")
    types(phone).sees(f"Your payment No. {number} ")


def test_whose_payments_are_all_settled_is_sent_to_nsso(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P08")
    assert counter.settles(phone.msisdn, pays(phone), "decline") == "declined"
    assert counter.settles(phone.msisdn, pays(phone.dials())) == "posted"
    types(phone).sees(NOT_HERE, "1 Ask NSSO").does_not_see("Look at it", "Your payment")


@pytest.mark.parametrize("way", ["1", "22"])
def test_the_desk_reads_the_number_before_her_words_and_which_payment_it_is_about(
    english_phone_of: PhoneOf, sandbox_folder: Path, way: str
) -> None:
    phone = english_phone_of("P08")
    number = pays(phone)
    types(phone)
    for key in way:
        phone.sends(key)
    phone.sees("What went wrong?").sends(WORDS).sees("Case number: ")
    assert read_by_the_desk(sandbox_folder) == (f"{TYPED}: {WORDS}", number)


def test_the_number_of_a_stranger_with_no_payment_here_reaches_the_desk_as_well(english_phone_of: PhoneOf, sandbox_folder: Path) -> None:
    types(english_phone_of("P16")).sees(NOT_HERE).sends("1").sends(WORDS).sees("Case number: ")
    assert read_by_the_desk(sandbox_folder) == (f"{TYPED}: {WORDS}", None)


def test_a_complaint_about_a_payment_from_the_list_is_about_that_payment_and_no_number_typed_before(
    english_phone_of: PhoneOf, sandbox_folder: Path
) -> None:
    phone = english_phone_of("P08")
    number = pays(phone)
    types(phone).sees("Your payment No.").sends("0").sends("0").sends("2").sees(f"No. {number}").sends("2").sends(WORDS)
    phone.sees("Case number: ")
    assert read_by_the_desk(sandbox_folder) == (WORDS, number)
