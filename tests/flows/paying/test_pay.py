"""Somebody pays from a simple phone, in at most seven hops, approves with the wallet's own PIN, and reads what became of it."""

import pytest

from tests import processes
from tests.flows.paying.counter import KHAMLA, MANIVANH, Counter, reference
from tests.phone import Phone
from tests.stack import PhoneOf

MOST_HOPS = 7


def hops(phone: Phone) -> int:
    """All that was keyed after dialling."""
    return phone.text.count("*") + 1


def test_a_farmer_pays_three_months_for_himself(phone_of: PhoneOf, counter: Counter) -> None:
    phone = phone_of("P08").dials("*149*7*1*3#").dials().sends("5").sees("Pay by mobile money. For whom?", "1 For me").sends("1")
    phone.sees("How many months?", "1 1", "2 3", "3 6", "4 12", "5 Another number").sends("2")
    phone.sees("For you, ", " - ", "324,000 kip", "1 Pay with U-Money 020 10000008", "2 Another wallet number")
    phone.sends("1").ends()
    phone.sees("Now give your wallet's PIN on this phone.", "Receipt by SMS.", "Do not pay twice.")
    assert hops(phone) <= MOST_HOPS
    number = reference(phone)
    phone.dials("*149*5*3#").sees("under way").sends("2").sees(number)
    # The wallet is asked after the call has ended; until it has taken the request the payment has only begun.
    processes.wait_until(lambda: "Waiting for your wallet's PIN" in phone.sends("1").screen, 10, "the wallet being asked")
    counter.waits_for(phone.msisdn, number, "pending")
    assert counter.debits() == 0
    counter.keys_pin(phone.msisdn)
    counter.waits_for(phone.msisdn, number, "posted")
    phone.sends("1").sees("Paid, the months count.", "324,000 kip", "Receipt ").does_not_see("2 Ask NSSO")
    assert counter.debits() == 1


def test_somebody_whom_nobody_knows_pays_for_a_member_after_confirming_her_masked_name(phone_of: PhoneOf, counter: Counter) -> None:
    phone = phone_of("P16").dials().sees("Hello!").sends("3").sends("5").does_not_see("For me").sends("2").sends(MANIVANH)
    phone.sees("Is this the person? M*** ", "1 Yes", "2 No, another number").does_not_see("kip", "Manivanh").sends("1")
    phone.sees("How many months for M*** ").sends("1").sees("For M*** ").does_not_see("behind").sends("1").ends()
    assert hops(phone) <= MOST_HOPS
    assert counter.settles(phone.msisdn, reference(phone)) == "posted"
    phone.dials("*149*5*3#").sees("M*** ", ": received")


def test_a_sister_pays_although_her_employer_pays_for_herself(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = (
        english_phone_of("P19").sends("5").sends("1").sees("Your employer pays for you").sends("1").sends(MANIVANH).sends("1").sends("2")
    )
    phone.sends("1").ends()
    assert counter.settles(phone.msisdn, reference(phone)) == "posted"


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("P02", "Your employer pays for you: nothing to pay yourself."),
        ("P01", "The State pays for you: nothing to pay yourself."),
        ("P12", "You are covered through your family: nothing to pay."),
        ("P15", "Pensioners pay nothing."),
    ],
)
def test_who_has_nothing_to_pay_reads_why_and_may_pay_for_somebody_else(english_phone_of: PhoneOf, who: str, reason: str) -> None:
    phone = english_phone_of(who).sends("5").sees("1 For me").sends("1").sees(reason, "1 Pay for somebody else")
    phone.sends("1").sees("Type the member number").sends(KHAMLA).sees("Is this the person? K*** ")


def test_any_number_of_months_up_to_twelve(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P08").sends("5").sends("1").sends("5").sees("How many months, 1 to 12?")
    phone.sends("13").sees("Type how many months, 1 to 12.").sends("4").sees("432,000 kip")


def test_who_is_behind_reads_that_the_oldest_months_come_first(english_phone_of: PhoneOf) -> None:
    english_phone_of("P09").sends("5").sends("1").sends("1").sees("For you, ", "2 months behind.")


def test_another_phone_s_wallet_pays_and_the_last_words_name_that_phone(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P09").sends("5").sends("1").sends("1").sends("2").sees("The phone number of the wallet that pays?")
    phone.sends("020 10000016").sees("1 Pay with U-Money 020 10000016").sends("1").ends()
    phone.sees("on the phone ...16.").does_not_see("on this phone")
    counter.keys_pin("+8562010000016")
    counter.waits_for(phone.msisdn, reference(phone), "posted")


def test_a_number_without_a_wallet_is_asked_again(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P09").sends("5").sends("1").sends("1").sends("2").sends("021 243725")
    phone.sees("No wallet here takes that number.").sends("1").sees("The phone number of the wallet")


def test_several_people_in_a_row_are_one_confirmation(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P16").sends("5").sends("2").sends(MANIVANH).sends("1").sends("1").sends("3").sends(KHAMLA)
    phone.sees("Is this the person? K*** ").sends("1").sees("How many months for K*** ").sends("2")
    assert "Together: " in phone.reads_all()
    phone.sends("1").ends().sees("Now the wallet asks its PIN 2 times.", "Do not pay twice.")
    for order in counter.orders(phone.msisdn):
        assert counter.settles(phone.msisdn, order["reference"]) == "posted"
    assert counter.debits() == 2


def test_who_leaves_another_person_s_number_half_way_does_not_pay_for_that_one(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P08").sends("5").sends("1").sends("1").sends("3").sends(MANIVANH).sees("Is this the person? M*** ")
    phone.sends("0").sends("0").sees("For you, ").sends("0").sees("How many months?").sends("2").sees("For you, ", "324,000 kip")
    phone.does_not_see("M*** ", "Together")


@pytest.mark.parametrize(("language", "words"), [("1", "ຢ່າມອບຊ້ຳ"), ("2", "Ya mop xam")])
def test_the_last_words_fit_one_page_in_both_scripts(phone_of: PhoneOf, language: str, words: str) -> None:
    phone_of("P08").dials(f"*149*7*1*{language}#").dials("*149*5*1*1#").sends("1").ends().sees(words)
