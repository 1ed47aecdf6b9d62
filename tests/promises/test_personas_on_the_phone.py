"""Whose phone it is, P14 to P24 and P31 to P36: shared, changed, lost, locked, recycled, or on nobody's file."""

from __future__ import annotations

import pytest

from sandbox.data.personas import load_personas
from sandbox.policy.references import is_checked
from tests.flows.sandbox import code_sent_to
from tests.phone import Phone
from tests.promises.conftest import number_of
from tests.stack import PhoneOf

PIN = "4071"
NOTHING = "Nothing found. Check the number, or call 021 243725."
PUBLIC = "Hello! Social security here.\n1 Hospital\n5 Pay\n7 Settings\n8 Help\n10 Register my number"
TAKEN = {person.member for person in load_personas().values()}
NOBODY = next(number for number in map(str, range(900000018, 901000000)) if is_checked(number) and number not in TAKEN)


def member(who: str) -> str:
    return load_personas()[who].member or ""


def in_english(phone: Phone) -> Phone:
    """Each of several on one phone has a language of his own on file."""
    return phone.sends("7").sends("1").sends("3")


def sets_a_pin(phone: Phone, sandbox_url: str, pin: str) -> Phone:
    phone.sees("we send a code by SMS").sends("1").sees("SMS")
    phone.sends(code_sent_to(sandbox_url, phone.msisdn)).sees("Choose a PIN").sends(pin).sends(pin)
    return phone.sees("Your PIN is set.").sends("1")


def test_p14_three_on_one_phone_choose_themselves_and_each_needs_the_own_pin(english: PhoneOf) -> None:
    phone = in_english(english("P14a").sends("1")).sees("Hello S*** K***!")
    phone.sends("2").sends("5182").sees("Wrong PIN. 4 tries left.").sends(PIN).sees("34 months paid")
    phone.sends("00").sends("11").sends("2")
    in_english(phone).sees("Hello B*** K***!").does_not_see("Months paid").sends("4")
    phone.sends(PIN).sees("Wrong PIN").sends("5182").sees("You have no claim at NSSO.")
    phone.sends("00").sends("11").sends("3")
    in_english(phone).sees("Hello K*** K***!").sends("4").sends("6293").sees("Old age: approved.", "980,000 kip, to be paid 25 Nov 2026.")


def test_p15_a_pensioner_reads_her_pay_date_and_may_be_called_back_in_hmong(english: PhoneOf) -> None:
    phone = english("P15").sends("4").sends(PIN).sees("Old age: approved.", "620,000 kip, to be paid 25 Nov 2026.")
    phone.sends("00").sends("8").sends("4").sends("2").sees("NSSO gets back to you by", "Case number: ")


def test_p16_the_public_reads_anyones_hospital_masked_and_is_refused_the_rest(english: PhoneOf) -> None:
    phone = english("P16")
    assert phone.screen == PUBLIC
    phone.sends("1").sends(member("P09")).sees("M*** X***: covered today", "Say Hung Hospital, Savannakhet").does_not_see(
        "Manivanh", "behind"
    )
    for task in ("2", "3", "4", "6", "7*4", "7*6"):
        phone.dials(f"*149*{task}#").sees("Choose a number from the list.").does_not_see("PIN")


def test_p17_a_curious_caller_is_stopped_after_five_look_ups(english: PhoneOf) -> None:
    phone = english("P17").sends("1")
    for who in ("P02", "P03", "P04", "P05", "P06"):
        phone.sends(member(who)).sees("covered today").sends("1")
    phone.sends(member("P07")).sees("Too many tries for now. Try again tomorrow").does_not_see("covered")
    phone.dials("*149*1#").sends(member("P08")).sees("Too many tries for now.")


def test_p18_a_daughter_abroad_reads_her_mothers_hospital(english: PhoneOf) -> None:
    english("P18").sends("1").sends(member("P09")).sees("M*** X***: covered today")


def test_p19_a_sister_reads_her_own_months_and_only_the_hospital_of_p09(english: PhoneOf) -> None:
    phone = english("P19").sends("1").sends("4").sends(member("P09")).sees("M*** X***: covered today").does_not_see("behind", "27")
    phone.sends("00").sends("2").sends(PIN).sees("55 months paid")


def test_p20_and_p21_who_switched_public_look_up_off_is_not_found_until_it_is_on_again(english: PhoneOf) -> None:
    english("P20").sends("1").sends("4").sends(member("P21")).sees(NOTHING)
    phone = english("P21").sends("7").sends("4").sees("Others see my hospital: off", "Discreet SMS: on")
    phone.sends("1").sends(PIN).sees("Others see my hospital: on")
    english("P20").sends("1").sends("4").sends(member("P21")).sees("D*** L***: covered today")


def test_p22_who_only_speaks_for_an_employer_sees_nobodys_record(english: PhoneOf) -> None:
    english("P22").does_not_see("Months paid", "Benefits", "Claims", "My book").sends("1").sees("member number")


def test_p23_who_speaks_for_the_employer_and_works_there_reads_the_own_months(english: PhoneOf) -> None:
    english("P23").sends("2").sends(PIN).sees("69 months paid")


def test_p24_a_soldier_gets_to_the_letter_what_an_unknown_number_gets(english: PhoneOf) -> None:
    tasks = ("*149#", "*149*1#", "*149*1*1#", "*149*2#", "*149*3#", "*149*6#", "*149*7#", "*149*7*2*4#", f"*149*1*{member('P24')}#")
    said = [[english(who).dials(task).screen for task in tasks] for who in ("P24", "P16")]
    assert said[0] == said[1]


@pytest.mark.parametrize("number", [member("P24"), member("P21"), member("P10"), member("P25"), NOBODY])
def test_p24_p25_and_whoever_may_not_be_found_are_answered_like_a_number_nobody_has(english: PhoneOf, number: str) -> None:
    assert english("P16").sends("1").sends(number).screen == f"{NOTHING}\n0 Back\n00 Menu"


def test_p31_with_a_new_number_is_a_stranger_and_asks_to_have_it_recorded(english: PhoneOf) -> None:
    phone = english("P31")
    assert phone.screen == PUBLIC
    request = phone.sends("10").sends("1").sends(member("P31")).sees("Your request number: ").screen.split("number: ")[1][:10]
    phone.sends("00").sends("10").sends("4").sends(request).sees("NSSO has it and will check it.")
    english(load_personas()["P31"].on_file or "").sees("Months paid")


def test_p32_with_a_changed_sim_reads_the_reason_and_nothing_personal(english: PhoneOf) -> None:
    phone = english("P32")
    for task in ("1", "2", "3", "4", "6"):
        phone.dials(f"*149*{task}#").sees("Your SIM changed lately. To protect you this opens after 72 hours").does_not_see(
            "PIN?", "Hospital,"
        )
    phone.dials(f"*149*1*4*{member('P09')}#").sees("M*** X***: covered today")


def test_p33_locked_out_reads_until_when_and_recovers_by_a_code(english: PhoneOf, sandbox_url: str) -> None:
    phone = english("P33").sends("2").sends(PIN).sees("Too many wrong PINs. Try again after 09:25.").sends("1")
    sets_a_pin(phone, sandbox_url, "7305").sees("22 months paid")


def test_p34_who_got_a_recycled_number_is_a_stranger_to_its_former_owners_record(english: PhoneOf) -> None:
    phone = english("P34")
    assert phone.screen == PUBLIC
    phone.dials("*149*2#").sees("Choose a number from the list.").does_not_see("S***", "PIN")


def test_p35_a_worker_from_viet_nam_reads_his_book_without_a_lao_name(english: PhoneOf) -> None:
    phone = english("P35").sends("1").sees("Say Hung Hospital").sends("00").sends("6").sends(PIN).sends("1")
    phone.sees("Nguyen Van Minh", "Nationality: VN", "Passport ***927")


def test_p36_who_speaks_hmong_is_answered_in_latin_letters_and_sets_a_first_pin(
    phone_of: PhoneOf, english: PhoneOf, sandbox_url: str
) -> None:
    assert all(ord(sign) < 0x0E00 for sign in phone_of("P36").dials().screen)
    sets_a_pin(english("P36").sends("2"), sandbox_url, "7305").sees("18 months paid")


def test_the_number_of_a_phone_is_that_of_the_list() -> None:
    assert number_of("P43b") == "+8562010000143"
