"""Where a claim stands: amount, dates, what to do next, and how to appeal."""

from collections.abc import Callable

from tests.phone import Phone

PhoneOf = Callable[[str], Phone]


def test_an_approved_claim_tells_amount_and_pay_date(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P27").sends("4").sends("4071").sees("1 Sickness: approved", "2 Sickness: paid out").sends("1")
    phone.sees("Sickness: approved.", "1,240,000 kip, to be paid 28 Nov 2026.", "Nothing to do")
    assert "Approved 18 Nov 2026." in phone.reads_all()


def test_a_paid_claim_tells_when(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P27").sends("4").sends("4071").sends("2")
    phone.sees("Sickness: paid out.", "465,000 kip, paid 28 Mar 2025.")


def test_a_single_claim_is_shown_at_once_with_the_papers_that_are_missing(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P26").sends("4").sends("4071")
    phone.sees("Funeral grant (family): papers needed.", "Bring to NSSO: death certificate, family book.")


def test_a_refusal_tells_the_reason_and_how_to_appeal_until_when(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P28").sends("4").sends("4071")
    phone.sees("Birth: not approved.", "Reason: too few months paid.", "You may appeal until 14 Dec 2026: here, or call 021 243725")


def test_an_appeal_gets_a_case_number_after_a_confirmation(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P28").sends("4").sends("4071")
    phone.reads_all()
    phone.sends("1").sees("look at it again?").sends("1").sees("Appeal received. Case number: ", "Answer by")


def test_who_has_no_claim_reads_how_to_make_one(english_phone_of: PhoneOf) -> None:
    english_phone_of("P02").sends("4").sends("4071").sees("no claim", "021 243725")
