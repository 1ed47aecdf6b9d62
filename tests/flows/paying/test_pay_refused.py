"""What cannot be paid is told with the reason, and of that payment alone that it did not begin: an earlier one may have been taken."""

from engine.problems import OTHERWISE, SENTENCES
from flows.begun_words import OTHER_REASON, WHY_NOT
from tests.flows.paying.counter import KHAMLA, MANIVANH, Counter, reference
from tests.phone import Phone
from tests.stack import PhoneOf


def at_confirm(phone: Phone, choice: str = "1") -> Phone:
    """For oneself, from the main menu."""
    return phone.sends("5").sends("1").sends(choice)


def test_months_under_way_from_this_phone_lead_to_that_payment(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = at_confirm(english_phone_of("P08")).sends("1").ends()
    first = reference(phone)
    at_confirm(phone.dials(), "2").sends("1").sees("These months are being paid already. Do not pay again.", "1 My payments")
    phone.sends("1").sends("2").sees(f"No. {first}")
    assert len(counter.orders(phone.msisdn)) == 1


def test_months_under_way_from_another_phone_are_not_paid_twice_and_nobody_is_named(english_phone_of: PhoneOf, counter: Counter) -> None:
    at_confirm(english_phone_of("P09")).sends("1").ends()
    phone = english_phone_of("P19").sends("5").sends("2").sends(MANIVANH).sends("1").sends("1").sends("1")
    phone.sees("These months are being paid already. Do not pay again.").does_not_see("My payments")
    assert not counter.orders(phone.msisdn)


def test_a_price_of_a_quarter_of_an_hour_ago_is_asked_anew(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = at_confirm(english_phone_of("P08"))
    counter.later(16)
    phone.sends("1").sees("That price is too old. Look under Pay, 3, before paying again.").goes_on()
    assert not counter.orders(phone.msisdn)
    at_confirm(phone.sends("00")).sends("1").ends()


def test_a_wallet_that_allows_less_pays_nothing_and_another_one_may(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = at_confirm(english_phone_of("P11")).sees("405,000 kip").sends("1")
    phone.sees("This payment did not begin. Your wallet allows less. Go back and choose another wallet number.")
    assert not counter.orders(phone.msisdn)
    phone.sends("0").sends("2").sends("020 10000008").sends("1").ends().sees("on the phone ...08.")


def test_a_wallet_that_allows_fewer_months_says_how_many(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P16").sends("5").sends("2").sends(KHAMLA).sends("1").sends("3").sends("2").sends("020 10000011")
    phone.sends("1").sees("This payment did not begin. Your wallet allows 3 months at once. Go back and choose fewer.")
    phone.sends("0").sends("0").sends("2").sees("324,000 kip").sends("1").ends()


def test_a_wallet_in_another_country_cannot_pay(english_phone_of: PhoneOf, counter: Counter) -> None:
    phone = english_phone_of("P18").sends("5").sends("2").sends(KHAMLA).sends("1").sends("1").sends("1")
    phone.sees("That wallet cannot pay here. Use another number.").sends("0").sends("2").sends("020 10000008").sends("1").ends()
    assert len(counter.orders("+8562010000018")) == 1


def test_of_several_the_one_that_is_refused_stops_neither_the_others_nor_says_that_nothing_was_taken(
    english_phone_of: PhoneOf, counter: Counter
) -> None:
    at_confirm(english_phone_of("P08")).sends("1").ends()
    phone = english_phone_of("P16").sends("5").sends("2").sends(MANIVANH).sends("1").sends("1").sends("3").sends(KHAMLA).sends("1")
    phone.sends("1").sends("1").sees(
        "Begun: 1 payment. Do not pay it again.", "K*** ", "did not begin. These months are being paid already."
    )
    phone.does_not_see("Nothing was taken", "Try again").sends("1").ends().sees("Now give your wallet's PIN on this phone.")
    [order] = counter.orders(phone.msisdn)
    assert order["reference"] == reference(phone)


def test_whoever_cannot_be_paid_for_is_not_found(english_phone_of: PhoneOf) -> None:
    english_phone_of("P16").sends("5").sends("2").sends("905498010").sees("Nothing found.").does_not_see("employer")


def test_while_a_changed_sim_is_held_paying_is_refused_with_the_reason(english_phone_of: PhoneOf) -> None:
    english_phone_of("P32").sees("5 Pay").sends("5").sends("2").sends(KHAMLA).sees("Your SIM changed lately.")


def test_a_lapsed_member_reads_that_the_membership_has_ended(english_phone_of: PhoneOf) -> None:
    english_phone_of("P10").sends("5").sends("1").sends("1").sees("The membership has ended.")


def test_who_shares_a_phone_proves_who_she_is_before_her_months_are_priced(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P14").sends("1").sends("5").sends("1").sends("1").sees("Your PIN?").does_not_see("kip")
    phone.sends("4071").sees("For you, ", " kip", "1 Pay with ")


def test_a_refusal_of_one_payment_says_nothing_of_what_an_earlier_one_took() -> None:
    refusals = (*SENTENCES.values(), OTHERWISE, *WHY_NOT.values(), OTHER_REASON)
    assert [sentence for sentence in refusals if "taken" in sentence or "charged" in sentence] == []
