"""Anyone's hospital by exact member number: the masked name, covered or not, where, and not a word more."""

from collections.abc import Callable

from tests.phone import Phone

PhoneOf = Callable[[str], Phone]

TEACHER, SOLDIER, DISCREET, UNKNOWN = "901989046", "906828173", "908536832", "900000001"


def test_the_public_sees_the_hospital_and_nothing_more(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P16").sends("1").sends(TEACHER)
    text = phone.reads_all()
    for part in ("S*** P***: covered today", "Dok Champa Hospital, Vientiane Capital", "020 10800001", "Family 1", "Family 3"):
        assert part in text
    for secret in ("Somchay", "Phommachanh", "Sengdao", "spouse", "child", "teacher", "1985", "while months", "months"):
        assert secret not in text


def test_a_member_finds_somebody_else_behind_his_own_hospital(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("1").sends("4").sends("909896516")
    phone.sees("K*** D***: covered today", "Dok Kafe Hospital").sends("1").sees("member number")


def test_a_mistyped_digit_is_found_before_anybody_is_asked(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P16").sends("1").sends("901989047").sees("One digit is wrong", "member number")
    phone.sends("9019").sees("9 digits").sends("90 198-90 46").sees("S*** P***")


def test_unknown_restricted_and_switched_off_read_the_same(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P16").sends("1")
    screens = set()
    for number in (SOLDIER, DISCREET, "900000019"):
        screens.add(phone.sends(number).sees("Nothing found").screen)
        phone.sends("0").sees("member number")
    assert len(screens) == 1


def test_the_sixth_look_up_of_a_day_is_refused_with_what_to_do(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P17").sends("1")
    for _ in range(5):
        phone.sends(TEACHER).sees("S***").sends("1") if "9 More" not in phone.screen else phone.sends("00").sends("1")
    phone.sends(TEACHER).sees("Too many tries")
