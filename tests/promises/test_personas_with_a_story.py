"""Claims, odd histories and other rules, P25 to P30 and P37 to P47: each dials and reads the main answer, in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sandbox.data.personas import load_personas
from tests.flows.sandbox import code_sent_to
from tests.stack import PhoneOf

PIN = "4071"
# They ring nobody: operators sit at desks of their own, and P13 and P25 are read about on the phones of their families.
WITHOUT_A_PHONE = {"P13", "P25", "P45"}


def test_p26_a_widow_reads_which_papers_her_claim_for_p25_needs(english: PhoneOf) -> None:
    phone = (
        english("P26")
        .sends("4")
        .sends(PIN)
        .sees("Funeral grant (family): papers needed.", "Bring to NSSO: death certificate, family book.")
    )
    phone.sends("00").sends("1").sees("Covered only until 28 Feb 2027", "Dok Kafe Hospital")


def test_p27_reads_amount_and_pay_date_of_an_approved_claim(english: PhoneOf) -> None:
    phone = english("P27").sends("4").sends(PIN).sees("Sickness: approved").sends("1")
    phone.sees("Sickness: approved.", "1,240,000 kip, to be paid 28 Nov 2026.")


def test_p28_reads_why_not_and_appeals_for_a_case_number(english: PhoneOf) -> None:
    phone = english("P28").sends("4").sends(PIN).sees("Birth: not approved.", "Reason: too few months paid.")
    phone.sees("You may appeal until 14 Dec 2026: here, or call 021 243725").sends("1").sees("look at it again?").sends("1")
    phone.sees("Appeal received. Case number: ")


def test_p29_with_two_jobs_in_a_month_reads_it_counted_once(english: PhoneOf) -> None:
    phone = english("P29").sends("2").sends(PIN).sees("22 months paid", "Of the last 12 months 12 are paid.").sends("1").sees("2026: 10")
    phone.sends("1").sees("May: paid, 333,500 kip (2 jobs)")


def test_p30_civil_servant_turned_voluntary_reads_months_by_class(english: PhoneOf) -> None:
    phone = english("P30").sends("2").sends(PIN).sees("142 months paid").sends("3")
    phone.sees("Voluntary: 40 months, Jul 2023-Oct 2026", "Civil servant: 102 months, Jan 2015-Jun 2023")


def test_p37_who_changed_the_hospital_reads_since_when(english: PhoneOf) -> None:
    phone = english("P37").sends("1").sees("Saeng Tavanh Hospital").sends("00").sends("6").sends(PIN).sends("5")
    phone.sees("From 15 Oct 2026", "Saeng Tavanh Hospital")


def test_p38_without_a_hospital_reads_how_to_choose_one_and_sets_a_first_pin(english: PhoneOf, sandbox_url: str) -> None:
    phone = english("P38").sends("1").sees("No hospital chosen yet. To choose one: call 021 243725")
    phone.sends("00").sends("2").sees("You have no PIN yet.").sends("1").sends(code_sent_to(sandbox_url, phone.msisdn))
    phone.sends("7305").sends("7305").sends("1").sees("1 month paid, the last: Oct 2026.")


def test_p39_whose_hospital_lost_its_contract_is_covered_and_must_choose_again(english: PhoneOf) -> None:
    phone = english("P39").sends("1").sees("You are covered, but Hom Pho Hospital no longer treats members.", "call 021 243725")
    phone.sees("Its contract ended 31 Oct 2026.").does_not_see("Going there", "020 10800008")


def test_p40_who_paid_yesterday_reads_that_the_month_is_not_posted_yet(english: PhoneOf) -> None:
    phone = (
        english("P40").sends("2").sends(PIN).sees("15 months paid, the last: Oct 2026.", "Money received, month not yet posted: Nov 2026.")
    )
    phone.does_not_see("Next: Nov 2026")


def test_p41_reads_32_months_whatever_the_wallet_says_twice(english: PhoneOf) -> None:
    english("P41").sends("2").sends(PIN).sees("32 months paid", "Next: Nov 2026, 108,000 kip")


def test_p42_with_a_name_of_27_letters_fits_every_screen_and_is_masked_for_others(english: PhoneOf) -> None:
    phone = english("P42").sends("6").sends(PIN).sends("1").sees("Bounyavongthongdy Sisavathnoyphouthonekhamla", "907550529")
    english("P16").sends("1").sends("907550529").sees("B*** S***: covered today").does_not_see("Bou")
    phone.dials("*149*7*1*1#").dials("*149*6#").sends(PIN).sends("1")
    assert "ບຸນຍະວົງທອງດີ" in phone.reads_all()


@pytest.mark.parametrize(("who", "since"), [("P43a", "1 Dec 2002"), ("P43b", "1 Nov 2002"), ("P43c", "1 Nov 2001")])
def test_p43_civil_servants_at_the_edge_of_a_pension_read_since_when_and_are_promised_nothing(
    english: PhoneOf, who: str, since: str
) -> None:
    phone = english(who).does_not_see("Benefits").sends("6").sends(PIN).sends("4").sees(f"Civil servant: active, {since}")
    phone.does_not_see("likely", "entitled")


@pytest.mark.parametrize(
    ("who", "option", "pays"),
    [("P44a", "4", "Pays 50% of the average wage.\nAbout 5,000 baht"), ("P44a", "5", "Pays 30% of the average wage.\nAbout 3,000 baht")],
)
def test_p44_by_the_thai_rules_half_is_paid_when_laid_off_and_less_when_resigned(
    english: PhoneOf, who: str, option: str, pays: str
) -> None:
    phone = english(who).sends("3").sends(PIN).sees("Unemployment: likely").sends("5").sends("1").sends(option)
    phone.sees("Unemployment: likely (6 of 6 months).", pays)


def test_p44_a_wage_above_the_ceiling_pays_half_of_the_ceiling(english: PhoneOf) -> None:
    # 17,500 since 1 January 2026.
    english("P44b").sends("3").sends(PIN).sends("5").sends("2").sees("Pays 50% of the wage up to the ceiling.", "About 8,750 baht a month.")


def test_p44_sections_39_and_40_have_no_unemployment(english: PhoneOf) -> None:
    for who in ("P44c", "P44d"):
        text = english(who).sends("3").sends(PIN).reads_all()
        assert "Unemployment" not in text
        assert "Not in your scheme" in text


def test_p44_reads_what_is_saved_for_old_age(english: PhoneOf) -> None:
    english("P44a").sends("2").sends(PIN).sends("4").sees("Saved for old age: 48,600 baht on 31 Dec 2025.")


def test_p46_a_village_promoter_helps_with_what_the_public_may_know(english: PhoneOf) -> None:
    english("P46").does_not_see("Months paid").sends("1").sends("905498010").sees("K*** V***: covered today").does_not_see("31")


def test_p47_who_wants_to_join_reads_the_price_and_is_rung(english: PhoneOf) -> None:
    phone = english("P47").sends("8").sends("5").sees("You can join from age 15 to 60", "9% of your income, at least 108,000 kip")
    phone.sends("1").sees("NSSO gets back to you by", "Case number: ")


def test_every_pretend_person_is_rung_in_these_files() -> None:
    files = Path(__file__).parent.glob("test_personas_*.py")
    rung = {
        f"P{number}"
        for path in files
        for name in re.findall(r"def (test_\w+)", path.read_text())
        for number in re.findall(r"_p(\d\d)", name)
    }
    assert {who[:3] for who in load_personas()} - WITHOUT_A_PHONE <= rung
