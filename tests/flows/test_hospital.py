"""The first screen answers: valid today, until when, which hospital, who with me, what if elsewhere."""

from collections.abc import Callable

import pytest

from tests.phone import Phone

PhoneOf = Callable[[str], Phone]


def test_three_presses_answer_all_five_facts_on_one_screen(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("1")
    phone.sees("Covered today", "Dok Champa Hospital, Vientiane Capital", "020 10800001", "Family: 1", "Elsewhere: emergency")
    phone.does_not_see("9 More")


def test_a_civil_servant_reads_who_of_the_family_is_covered_and_where(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P01").sends("1").sees("Family: 3").sends("1")
    phone.sees("S*** P*** (spouse): covered", "(child): covered").does_not_see("Sengdao", "Souksavan")
    phone.sends("1").sees("Covered today.", "Dok Champa Hospital", "020 10800001")


def test_a_child_near_eighteen_is_covered_until_the_day_the_age_limit_is_reached(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("1").sends("1").sees("(child): covered")
    phone.sends("1").sees("Dec 2026", "age limit")


def test_before_going_one_reads_what_to_bring_and_what_to_pay(english_phone_of: PhoneOf) -> None:
    text = english_phone_of("P02").sends("1").sends("2").reads_all()
    for part in ("Covered today", "Bring:", "card", "You pay nothing there", "1 family member", "As of 22 Nov 2026"):
        assert part in text


def test_elsewhere_says_emergency_days_and_papers_for_the_refund(english_phone_of: PhoneOf) -> None:
    text = english_phone_of("P02").sends("1").sends("3").reads_all()
    for part in ("only in an emergency", "refund within", "receipt", "021 243725"):
        assert part in text


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("P05", "Covered only until 13 Apr 2027"),
        ("P39", "no longer treats members"),
        ("P38", "No hospital chosen yet"),
        ("P10", "Your cover ended"),
    ],
)
def test_every_other_state_is_said_with_what_to_do(english_phone_of: PhoneOf, who: str, said: str) -> None:
    english_phone_of(who).sends("1").sees(said)


def test_a_dependant_sees_the_own_hospital_and_no_family(english_phone_of: PhoneOf) -> None:
    english_phone_of("P12").sends("1").sees("Covered today", "Dok Champa Hospital").does_not_see("Family")


def test_with_a_changed_sim_the_reason_is_told_and_the_hospital_of_others_stays_open(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P32").sends("1").sees("Your SIM changed lately", "72 hours").does_not_see("Hospital", "Family")
    phone.sends("4").sees("member number")


def test_a_poster_string_leads_straight_to_the_answer(phone_of: PhoneOf) -> None:
    phone = phone_of("P02").dials("*149*7*1*3#").dials("*149*1#")
    phone.sees("Dok Champa Hospital").dials("*149*1*1#").sees("Your family:")


def test_a_caller_without_a_hospital_is_asked_whose(english_phone_of: PhoneOf) -> None:
    english_phone_of("P16").sends("1").sees("member number").sends("0").sees("Hello")
