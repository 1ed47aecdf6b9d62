"""What became of a payment, in plain words: paid is not posted, and a receipt can be checked by anyone."""

import re

import pytest

from flows.payment_search import A_PAGE
from tests.flows.paying.counter import KHAMLA, Counter, reference
from tests.phone import Phone
from tests.sandbox.speaker import Api
from tests.stack import PhoneOf

NOT_HERE = "We do not see that number here yet. Do not pay again: ask NSSO."


def pays(phone: Phone) -> str:
    phone.sends("5").sends("1").sends("1").sends("1").ends()
    return reference(phone)


def read(phone: Phone) -> Phone:
    """The newest payment."""
    return phone.dials("*149*5*3#").sends("2")


@pytest.mark.parametrize(("decision", "state"), [("decline", "declined"), ("insufficient_funds", "failed")])
def test_what_came_to_nothing_was_not_taken(english_phone_of: PhoneOf, counter: Counter, decision: str, state: str) -> None:
    phone = english_phone_of("P08")
    number = pays(phone)
    assert counter.settles(phone.msisdn, number, decision) == state
    read(phone).sees("Not paid. Nothing was taken.", "108,000 kip", number, "2 Ask NSSO")
    assert counter.debits() == 0
    # And may be paid anew.
    pays(phone.sends("00"))


def test_money_received_is_not_yet_months_that_count(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P08")
    number = pays(phone)
    counter.waits_for(phone.msisdn, number, "pending")
    counter.decides(number, "post_late")
    counter.waits_for(phone.msisdn, number, "paid")
    read(phone).sees("Money received. The months count soon.", "Receipt ").does_not_see("the months count.")
    [receipt] = re.findall(r"Receipt (\d{10})", phone.screen)
    phone.dials("*149*5*4#").sends(receipt).sees("Good receipt: ", "The months count soon.")


def test_what_contradicts_itself_is_being_checked(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P08")
    number = pays(phone)
    counter.waits_for(phone.msisdn, number, "pending")
    counter.decides(number, "contradict_unpaid")
    # The wallet may be asked, and say declined, before its other word arrives.
    counter.waits_for(phone.msisdn, number, "needs_review")
    read(phone).sees("Being checked. Do not pay again. We tell you by SMS.").does_not_see("Nothing was taken")


def test_a_stranger_verifies_a_receipt_and_learns_the_months_only(english_phone_of: PhoneOf, counter: Counter) -> None:
    payer = english_phone_of("P08")
    assert counter.settles(payer.msisdn, pays(payer)) == "posted"
    [receipt] = re.findall(r"Receipt (\d{10})", read(payer).screen)
    stranger = english_phone_of("P17").sends("5").sends("4").sees("The receipt number: 10 digits.").sends(receipt)
    stranger.sees("Good receipt: ", "The months count.").does_not_see("K***", "kip", "soon")
    wrong = receipt[:-1] + str((int(receipt[-1]) + 1) % 10)
    stranger.sends("1").sends(wrong).sees("This is no receipt of NSSO.")


def test_money_taken_and_not_seen_is_found_by_the_wallet_s_number(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P08")
    number = pays(phone)
    assert counter.settles(phone.msisdn, number) == "posted"
    wallets = next(order["wallet_reference"] for order in counter.orders(phone.msisdn) if order["reference"] == number)
    phone.dials("*149*5*3#").sends("1").sees("The transaction number in the wallet's SMS?").sends(wallets)
    phone.sees("Paid, the months count.", number)


def test_a_receipt_that_reached_no_phone_is_read_where_it_is_asked_for_again(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P08")
    number = pays(phone)
    assert counter.settles(phone.msisdn, number) == "posted"
    order = next(order["id"] for order in counter.orders(phone.msisdn) if order["reference"] == number)
    jobs = Api(counter.backend)
    for state in ("sending", "undeliverable"):
        jobs.call("PUT", f"/payment-orders/{order}/notices/receipt", {"state": state})
    [receipt] = re.findall(r"Receipt (\d{10})", read(phone).screen)
    phone.sends("3").sees(f"The last SMS did not reach this number. It is sent once more. Receipt {receipt}")
    read(phone).sends("3").sees("The SMS comes again in a moment")


def test_money_taken_that_nobody_here_knows_of_goes_to_a_person(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P16").sends("5").sends("3").sees("No payment from this phone in the last 90 days.").sends("1")
    phone.sends("?").sees("Type the number as in the wallet's SMS.").sends("TX-998877").sees(NOT_HERE, "1 Ask NSSO")
    phone.sends("1").sees("What went wrong?").sends("405000 taken, TX-998877").sees("Case number: ")


def test_another_s_payment_is_not_found_by_its_number(english_phone_of: PhoneOf) -> None:
    number = pays(english_phone_of("P08"))
    english_phone_of("P16").sends("5").sends("3").sends("1").sends(number).sees(NOT_HERE).does_not_see(number)


def test_what_others_paid_is_seen_behind_the_pin_without_their_number(english_phone_of: PhoneOf, counter: Counter) -> None:
    payer = english_phone_of("P16").sends("5").sends("2").sends(KHAMLA).sends("1").sends("1").sends("1")
    assert counter.settles(payer.msisdn, reference(payer)) == "posted"
    member = english_phone_of("P08").sends("5").sends("3").sees("No payment from this phone")
    member.sends("00").sends("2").sends("4071").sends("00").sends("5").sends("3").sends("2")
    member.sees("Paid, the months count.", "Paid for you by ***16.", "For you, ").does_not_see("10000016")


def test_a_dropped_line_is_not_led_back_to_what_may_have_changed(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P08")
    pays(phone)
    read(phone).drops().dials("*149#").sees("You were here: Pay").sends("1").sees("Pay by mobile money. For whom?")


@pytest.mark.timeout(90)
def test_payments_older_than_a_page_are_reached_by_older(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P08")
    numbers = [pays(phone)]
    while len(numbers) <= A_PAGE:
        assert counter.settles(phone.msisdn, numbers[-1], "decline") == "declined"
        numbers.append(pays(phone.dials()))
    listed = phone.dials("*149*5*3#").reads_all()
    assert (listed.count(": under way"), listed.count(": not paid")) == (1, A_PAGE - 1)
    phone.sees("8 Older").sends("8")
    phone.sees("Payments of the last 90 days:", "1 Money taken, not here?", "2 Nov 2026: not paid").does_not_see("3 ", "Older")
    phone.sends("2").sees("Not paid. Nothing was taken.", f"No. {numbers[0]}")


def test_what_others_paid_is_read_on_an_older_page_too(english_phone_of: PhoneOf, counter: Counter) -> None:
    payer = english_phone_of("P16").sends("5").sends("2").sends(KHAMLA).sends("1").sends("1").sends("1")
    assert counter.settles(payer.msisdn, reference(payer)) == "posted"
    phone = english_phone_of("P08")
    for _ in range(A_PAGE):
        assert counter.settles(phone.msisdn, pays(phone.dials()), "decline") == "declined"
    phone.dials().sends("2").sends("4071").sends("00").sends("5").sends("3").reads_all()
    phone.sends("8").sends("2").sees("Paid, the months count.", "Paid for you by ***16.")
