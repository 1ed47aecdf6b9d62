"""Where a conversation begins: the language once, who of several it is, and a menu whose numbers never move."""

from collections.abc import Callable

import pytest
from redis import Redis

from backend_client import Backend
from engine.call import Call
from engine.session import Caller, MemberChoice, Session
from flows.home import Home, choose_member, welcome
from tests.flows.sandbox import fails_once
from tests.phone import Phone

PhoneOf = Callable[[str], Phone]

WHOLE = ["1 Hospital", "2 Months paid", "3 Benefits", "4 Claims", "5 Pay", "6 My book", "7 Settings", "8 Help"]
PUBLIC = ["1 Hospital", "5 Pay", "7 Settings", "8 Help", "10 Register my number"]


def no_backend(token: str, key: str) -> Backend:
    raise AssertionError("Nothing has to be asked")


def options(phone: Phone) -> list[str]:
    return phone.screen.splitlines()[1:]


def test_the_first_dial_asks_the_language_in_three_lines_each_in_its_own_script(phone_of: PhoneOf) -> None:
    phone = phone_of("P03").dials("*149#")
    assert phone.screen.splitlines() == ["ສະບາຍດີ! Sabaidee! Hello!", "1 ລາວ", "2 Lao (abc)", "3 English"]


def test_the_language_is_asked_once_also_when_the_conversation_is_long_gone(phone_of: PhoneOf, redis_client: Redis) -> None:
    phone_of("P03").dials("*149#").sends("3").sees("Social security")
    redis_client.flushall()
    assert options(phone_of("P03").dials("*149#")) == WHOLE


def test_what_was_dialled_behind_the_code_is_answered_before_the_language_is_asked(phone_of: PhoneOf) -> None:
    phone_of("P03").dials("*149*1#").does_not_see("Lao (abc)").drops().dials("*149*7*1#").sees("3 English")


def test_a_member_sees_the_whole_menu(english_phone_of: PhoneOf) -> None:
    assert options(english_phone_of("P02")) == WHOLE


@pytest.mark.parametrize("who", ["P16", "P31", "P34", "P47", "P24"])
def test_unknown_new_recycled_and_restricted_numbers_get_the_same_menu_to_the_letter(english_phone_of: PhoneOf, who: str) -> None:
    phone = english_phone_of(who)
    assert phone.screen.splitlines() == ["Hello! Social security here.", *PUBLIC]


def test_a_number_kept_free_is_no_answer(english_phone_of: PhoneOf) -> None:
    assert options(english_phone_of("P16").sends("2").sees("Choose a number from the list."))[1:] == PUBLIC


def test_a_civil_servant_is_not_offered_what_the_notice_does_not_grant(english_phone_of: PhoneOf) -> None:
    english_phone_of("P01").sees("1 Hospital").does_not_see("Months paid", "Benefits", "Register")


def test_several_members_on_one_number_choose_by_masked_name(phone_of: PhoneOf, english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P14").sees("1 ສີ*** ແກ້***", "2 ບົ*** ແກ້***", "3 ຄຳ*** ແກ້***").sends("1").sees("Hello S*** K***!")
    phone.sees("2 Months paid", "11 I am someone else").sends("11").sees("Who are you?", "2 B*** K***", "0 Back")
    phone.sends("0").sees("Hello S*** K***!").sends("11").sends("2").does_not_see("S*** K***")


def test_a_task_dialled_on_a_shared_number_waits_until_it_is_known_who_dialled(english_phone_of: PhoneOf) -> None:
    english_phone_of("P14").sends("1").dials("*149*2#").sees("Who are you?").sends("1").sees("Your PIN?")


def test_a_pin_keyed_in_advance_on_a_shared_number_is_not_kept() -> None:
    members = (MemberChoice("m_1", "S***"), MemberChoice("m_2", "B***"))
    call = Call(Session(caller=Caller(reference="cs_1", members=members)), bind=no_backend)
    call.dialled = ["2", "4071", "1"]
    record = Home()
    assert welcome.act
    assert welcome.act(record, call) is choose_member
    assert record.wanted == ("2",)
    assert call.dialled == []


def test_a_pin_given_for_one_member_opens_nothing_of_another(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P14").sends("1").sends("2").sends("4071").sees("months paid")
    phone.sends("00").sends("11").sends("3").dials("*149#").sends("1").sends("2").sees("Your PIN?")


def test_a_dropped_task_of_a_shared_number_goes_on_for_the_same_member_behind_the_pin(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P14").sends("1").sends("2").sends("4071").sees("months paid").drops()
    phone.dials("*149#").sees("You were here: Months paid").sends("1").sees("Your PIN?").sends("4071").sees("months paid")


def test_a_shared_number_that_dropped_nothing_is_asked_who_it_is(english_phone_of: PhoneOf) -> None:
    english_phone_of("P14").sends("1").sees("Hello S***").dials("*149#").sees("Who are you?")


def test_a_changed_sim_reads_why_nothing_personal_opens(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P32")
    for number in ("2", "3", "4", "6"):
        phone.sends(number).sees("Your SIM changed lately").does_not_see("PIN").sends("0").sees("Social security")
    phone.sends("1").sees("Your SIM changed lately", "Someone else")


def test_who_dials_while_the_backend_is_away_can_try_again_and_proves_the_pin_anew(english_phone_of: PhoneOf, sandbox_url: str) -> None:
    phone = english_phone_of("P02").sends("2").sends("4071").sees("31 months paid").sends("00")
    fails_once(sandbox_url, "/caller-sessions", "POST")
    phone.dials("*149#").sees("NSSO's system", "1 Try again").sends("1").sees("Social security").sends("2").sees("Your PIN?")
