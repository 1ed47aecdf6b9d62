"""The insured, P01 to P13: each dials and reads the main answer, in English."""

from __future__ import annotations

import re

from tests.stack import PhoneOf

PIN = "4071"


def test_p01_a_teacher_reads_the_hospital_of_self_and_family_and_no_benefits(english: PhoneOf) -> None:
    phone = english("P01").does_not_see("Months paid", "Benefits", "Claims").sends("1").sees("Covered today", "Dok Champa Hospital")
    phone.sends("1").sees("S*** P*** (spouse): covered", "S*** P*** (child): covered", "P*** P*** (child): covered")
    phone.dials("*149*3#").sees("Choose a number from the list.").does_not_see("NSSO decides", "PIN")


def test_p02_a_garment_worker_reads_31_months_and_unemployment_likely(english: PhoneOf) -> None:
    phone = english("P02").sends("2").does_not_see("31").sends(PIN).sees("31 months paid, the last: Oct 2026.", "As of 22 Nov 2026")
    assert "Unemployment: likely" in phone.dials("*149*3#").sees("Your PIN?").sends(PIN).reads_all()


def test_p03_after_two_months_sickness_is_not_yet_2_of_3(english: PhoneOf) -> None:
    phone = english("P03").sends("3").sends(PIN).sees("Sickness: 2 of 3 months").sends("2")
    phone.sees("Sickness: not yet, 2 of 3 months.", "Ready Dec 2026 if each month is paid.", "NSSO decides.")


def test_p04_three_missing_months_become_a_case_number(english: PhoneOf) -> None:
    phone = english("P04").sends("2").sends(PIN).sees("43 months paid", "Of the last 12 months 9 are paid.").sends("2")
    phone.sees("3 months are missing", "Nov 2025", "Dec 2025", "Jan 2026").sends("1").sends("1")
    case = re.search(r"Case number: (\d{10})", phone.screen)
    assert case, phone.screen
    phone.sends("00").sends("8").sends("6").sends(case[1]).sees(f"Case {case[1]}: received.")


def test_p05_laid_off_40_days_ago_is_covered_for_six_months_and_too_late_to_register(english: PhoneOf) -> None:
    phone = english("P05").sends("1").sees("Covered only until 13 Apr 2027", "Dok Champa Hospital")
    phone.sends("00").sends("3").sends(PIN).sends("9").sends("6").sees(
        "Unemployment: NSSO decides.", "The time to claim ended 12 Nov 2026. Ask 021 243725"
    )


def test_p06_with_8_months_birth_is_not_yet_and_ready_in_december(english: PhoneOf) -> None:
    phone = english("P06").sends("3").sends(PIN).sees("Birth: 8 of 9 months").sends("3")
    phone.sees("Birth: not yet, 8 of 9 months.", "Ready Dec 2026 if each month is paid.")
    phone.sends("1").sends("2").sees("This month is not paid:", "Ready Jan 2027", "Last safe day to pay: 15 Dec 2026.")


def test_p07_with_9_months_birth_is_likely(english: PhoneOf) -> None:
    english("P07").sends("3").sends(PIN).sees("Birth: likely").sends("3").sees("Birth: likely (9 of 9 months).", "NSSO decides.")


def test_p08_a_coffee_farmer_reads_what_is_due_next_and_by_when(english: PhoneOf) -> None:
    phone = english("P08").sends("2").sends(PIN).sees("22 months paid", "Next: Nov 2026, 108,000 kip, by 15 Dec 2026.")
    phone.does_not_see("behind")


def test_p09_a_market_seller_reads_that_she_is_2_months_behind(english: PhoneOf) -> None:
    phone = english("P09").sends("2").sends(PIN).sees("27 months paid, the last: Aug 2026.")
    phone.sees("Sep 2026, 144,000 kip: overdue since 15 Oct 2026.", "2 months behind.")


def test_p10_who_lapsed_reads_since_when_and_the_way_back(english: PhoneOf) -> None:
    phone = english("P10").sends("1").sees("Your cover ended 28 Aug 2026. To come back: call 021 243725").does_not_see("Covered today")
    phone.sends("00").sends("3").sends(PIN).does_not_see("likely").sees("Old age: 38 of 180 months")


def test_p11_at_the_ceiling_reads_405000_a_month(english: PhoneOf) -> None:
    english("P11").sends("2").sends(PIN).sees("17 months paid", "405,000 kip")


def test_p12_a_dependant_reads_her_own_hospital_and_nobody_elses_money(english: PhoneOf) -> None:
    phone = english("P12").does_not_see("Months paid", "Benefits", "My book").sends("1").sees("Covered today", "Dok Champa Hospital")
    phone.does_not_see("Family").sends("1").sees("Choose a number from the list.")


def test_p13_a_child_without_a_phone_is_read_by_the_mother_until_the_age_limit(english: PhoneOf) -> None:
    phone = english("P02").sends("1").sends("1").sees("A*** V*** (child): covered")
    phone.sends("1").sees("Covered until 14 Dec 2026: then the age limit is reached.", "Dok Champa Hospital")
