"""Conversations by SMS over the real flows, the sandbox and Redis, spoken to without a gateway."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.request import Request, urlopen

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembly import make_client, make_sms_desk
from backend_client import BackendClient
from channels.sms.desk import SmsDesk
from channels.sms.inbound import InboundSms
from channels.wire import Wire
from engine.encoding import segments
from engine.text import load_catalogues
from flows import all_flows
from settings import LOCALES, Settings, read_settings
from tests.channels.sms.test_keywords import cases
from tests.processes import SERVICE

_ids = itertools.count(1)
NUMBERS = {"P02": "905498010", "P04": "908463359", "P08": "909896516"}
PIN_WORDS = ("Your PIN?", "new PIN?", "ລະຫັດລັບ?", "Lahat lap?")


class Sim:
    """One SIM, whose texts are answered at once; every answer is within three segments and asks for no PIN."""

    def __init__(self, desk: SmsDesk, msisdn: str) -> None:
        self.msisdn = msisdn
        self.text = ""
        self._desk = desk

    def sends(self, text: str, identifier: str = "") -> Sim:
        """Sends it and reads the answer."""
        number = identifier or f"m{next(_ids)}"
        self.text = self._desk.reply(InboundSms("kannel", number, self.msisdn, "1490", text, datetime.now(UTC)))
        assert self.text
        assert segments(self.text) <= 3, self.text
        assert not any(words in self.text for words in PIN_WORDS), self.text
        assert "Something went wrong" not in self.text
        return self

    def sees(self, *texts: str) -> Sim:
        for text in texts:
            assert text in self.text, f"{text!r} is not in the SMS:\n{self.text}"
        return self

    def does_not_see(self, *texts: str) -> Sim:
        for text in texts:
            assert text not in self.text, f"{text!r} is in the SMS:\n{self.text}"
        return self


SimOf = Callable[[str], Sim]


@pytest.fixture(scope="module")
def chosen(one_redis_server: str, one_sandbox: str) -> Settings:
    load_catalogues(LOCALES)
    return read_settings(SERVICE | {"REDIS_URL": one_redis_server, "BACKEND_URL": one_sandbox})


@pytest.fixture(scope="module")
def client(chosen: Settings) -> BackendClient:
    return make_client(chosen)


@pytest.fixture(scope="module")
def desk(chosen: Settings, client: BackendClient) -> Iterator[SmsDesk]:
    wire = Wire(chosen.redis_url, seconds=0.8)
    yield make_sms_desk(chosen, wire, client, all_flows())
    wire.close()


@pytest.fixture
def sim_of(desk: SmsDesk, redis_server: str, sandbox_url: str) -> SimOf:
    """sim_of("P02"): the persona's SIM."""
    return lambda who: Sim(desk, f"+85620100000{int(who[1:]):02}")


@pytest.fixture
def english_sim_of(sim_of: SimOf) -> SimOf:
    """The same, answered in English."""
    return lambda who: sim_of(who).sends("english")


def test_months_are_told_in_the_language_of_the_word(sim_of: SimOf) -> None:
    phone = sim_of("P02")
    phone.sends("BAL").sees("31 months paid", "More: dial *149*2#")
    phone.sends("ຍອດ").sees("ມອບແລ້ວ 31 ເດືອນ", "*149*2#")
    phone.sends("yot").sees("Mop laeo 31 deuan")
    phone.sends("gobbledygook").sees("YOT")


def test_an_employees_months_take_one_sms_in_every_language(sim_of: SimOf) -> None:
    for word in ("BAL", "ຍອດ", "yot"):
        assert segments(sim_of("P02").sends(word).text) == 1


def test_no_amount_is_told_to_who_has_not_switched_amounts_on(sim_of: SimOf) -> None:
    farmer = sim_of("P08")
    farmer.sends("BAL").sees("22 months paid", "Next: Nov 2026, by 15 Dec 2026").does_not_see("kip", "108")
    farmer.sends("PAY 3").sees("Nov 2026 - Jan 2027", "*149*5*1*2#").does_not_see("kip", "324")


def test_amounts_are_told_to_who_has_switched_them_on(sim_of: SimOf, client: BackendClient) -> None:
    opened = client.bind().callers.open("+8562010000008", "ussd")
    proven = client.bind(caller_token=opened.caller_token).callers.step_up(opened.id, "4071")
    client.bind(caller_token=proven.caller_token).preferences.write(sms_amounts=True)
    sim_of("P08").sends("BAL").sees("Next: Nov 2026, 108,000 kip")
    sim_of("P08").sends("PAY 3").sees("324,000 kip", "*149*5*1*2#")


def test_the_dial_strings_in_answers_lead_there(sim_of: SimOf) -> None:
    phone = sim_of("P08")
    phone.sends("pay").sees("*149*5*1#")
    phone.sends("pay 12").sees("*149*5*1*4#")
    phone.sends("pay 7").sees("*149*5*1*5*7#")
    phone.sends("pay 900000084 2").sees("*149*5*2*900000084#")


def test_who_does_not_pay_himself_is_told_so(sim_of: SimOf) -> None:
    sim_of("P02").sends("PAY 3").sees("Your employer pays", "*149*5*2#")
    sim_of("P16").sends("PAY 3").sees("*149*5#")


def test_no_way_through_the_menus_comes_to_a_payment(english_sim_of: SimOf) -> None:
    english_sim_of("P08").sends("menu").sees("5 Pay").sends("5").sees("To pay dial *149*5*1#").does_not_see("kip")


@pytest.mark.parametrize(("word", "code"), [("benefits", "*149*3#"), ("claim", "*149*4#")])
def test_what_needs_the_pin_is_answered_by_what_to_dial(sim_of: SimOf, word: str, code: str) -> None:
    sim_of("P02").sends(word).sees("must not go by SMS", code)


def test_the_menu_leads_no_further_than_that_either(english_sim_of: SimOf) -> None:
    phone = english_sim_of("P02").sends("menu")
    for number, code in (("2", "*149*2#"), ("3", "*149*3#"), ("4", "*149*4#"), ("6", "*149*6#")):
        phone.sends("00").sees("1 Hospital").sends(number).sees(code)
    phone.sends("00").sends("7").sends("3").sees("1 Change PIN").sends("1").sees("*149*7#")
    phone.sends("0").sees("1 Change PIN").sends("2").sees("*149*7#")


def test_a_class_that_may_not_see_it_is_told_that(sim_of: SimOf) -> None:
    for word in ("BAL", "benefits", "claims"):
        sim_of("P01").sends(word).sees("Your kind of membership does not have this")


def test_the_hospital_is_told_and_the_rest_is_one_sms_away(sim_of: SimOf) -> None:
    phone = sim_of("P02").sends("hospital").sees("Covered today", "Dok Champa", "1 More")
    phone.sends("1").sees("1 Family: 1", "2 Going there").sends("2").sees("Bring")
    phone.sends("0").sees("1 Family: 1").sends("00").sees("2 Months paid")


def test_a_member_number_alone_is_a_hospital_lookup(english_sim_of: SimOf) -> None:
    number = NUMBERS["P08"]
    english_sim_of("P16").sends(number).sees("Dok Kafe", "covered today", "***").does_not_see("Khamla", "Champasak Coffee")
    english_sim_of("P16").sends(f"{number[:3]} {number[3:6]} {number[6:]}").sees("Dok Kafe")
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    english_sim_of("P16").sends(wrong).sees("One digit is wrong")


def test_whose_months_they_are_is_never_decided_by_a_number_that_was_typed(sim_of: SimOf) -> None:
    own, other = NUMBERS["P02"], NUMBERS["P04"]
    sim_of("P02").sends(f"BAL {own}").sees("31 months")
    sim_of("P02").sends(f"BAL{other}").sees("your own months only").does_not_see("paid, the last")


def test_several_on_one_number_choose_and_learn_the_hospital_only(sim_of: SimOf) -> None:
    phone = sim_of("P14")
    phone.sends("hospital").sees("Who are you?", "1 ", "2 ", "3 ").sends("2").sees("Covered today")
    phone.sends("BAL").sees("Who are you?").sends("1").sees("*149*2#").does_not_see("months paid")


def test_a_pin_is_not_used_and_not_kept(english_sim_of: SimOf) -> None:
    phone = english_sim_of("P02")
    for text in ("4071", "໔໐໗໑", "PIN 4071", "BAL 4071", "4 0 7 1"):
        phone.sends(text).sees("Never send your PIN", "*149#").does_not_see("31 months")
    phone.sends("hospital").sends("4071").sees("Never send your PIN")
    # Also where any words would be an answer.
    phone.sends("menu").sends("8").sends("3").sees("What is your question?").sends("4071").sees("Never send your PIN")
    phone.sends("menu").sends("8").sends("3").sends("my pin is 4071").sees("Never send your PIN")


def test_a_question_is_answered_by_the_next_sms_and_a_word_begins_afresh(sim_of: SimOf) -> None:
    phone = sim_of("P02").sends("call me").sees("In which language?", "2 Hmong")
    phone.sends("5").sees("CALL ME")
    for answer in ("2", "2.", "(2)", "໒", " ２ "):
        phone.sends("call me").sends(answer).sees("Case number")
    phone.sends("receipt").sees("10 digits").sends("7311604824").sees("no receipt")
    phone.sends("receipt").sees("10 digits").sends("what?").sees("10 digits").sends("bal").sees("31 months")


def test_stop_and_start_are_kept_where_reminders_come_from(english_sim_of: SimOf) -> None:
    phone = english_sim_of("P02").sends("STOP").sees("no more reminders", "START")
    phone.sends("menu").sends("7").sends("5").sees("cover ends: off")
    phone.sends("START").sees("STOP").sends("menu").sends("7").sends("5").sees("cover ends: on")


def test_stop_holds_for_everybody_on_a_number_and_is_answered_to_everybody(english_sim_of: SimOf) -> None:
    english_sim_of("P14").sends("STOP").sees("no more reminders")
    english_sim_of("P16").sends("STOP").sees("no reminders to this number")
    english_sim_of("P32").sends("ຢຸດ").sees("LSSO ບໍ່ສົ່ງ")


def test_a_language_by_its_name_is_spoken_and_kept(sim_of: SimOf) -> None:
    phone = sim_of("P02").sends("ລາວ").sees("ຍອດ")
    phone.sends("thanks to you all").sees("BAL")
    phone.sends("lao abc").sees("YOT").sends("STOP").sees("START").does_not_see("ເຕືອນ", "reminders")
    phone.sends("english").sees("HOSPITAL")


def test_the_same_message_again_gets_the_same_answer(sim_of: SimOf) -> None:
    phone = sim_of("P02").sends("call me").sends("1", "again")
    first = phone.text
    assert phone.sends("1", "again").text == first


def test_the_backend_away_is_told_and_trying_again_leads_to_what_was_asked(sim_of: SimOf, sandbox_url: str) -> None:
    phone = sim_of("P02")
    set_faults(sandbox_url, {"kind": "error", "status": 500})
    phone.sends("BAL").sees("slow just now", "1 Try again")
    set_faults(sandbox_url)
    phone.sends("1").sees("31 months paid")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_words_in_the_help_are_understood(sim_of: SimOf, number: int) -> None:
    phone = sim_of("P02").sends(["help me", "ຊ່ວຍ", "xuay"][number - 1])
    words = phone.text.replace(":", ",").replace(".", ",").split(",")
    for word in (part.strip() for part in words):
        if word.isupper() and "LSSO" not in word:
            sim_of("P02").sends(word).does_not_see(phone.text)


def test_every_text_of_the_table_is_answered(sim_of: SimOf) -> None:
    for text, intent, _numbers, _locale in cases():
        if intent in {"unknown", "help", "pin"}:
            answer = sim_of("P02").sends(text).text
            assert "*149#" in answer, (text, answer)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from([case[0] for case in cases()] + ["0", "00", "9", "1", "2", "3", "4", "5"]) | st.text(max_size=40), max_size=8)
)
def test_walks_by_sms_meet_only_answers_that_fit_and_never_a_question_for_the_pin(desk: SmsDesk, texts: list[str]) -> None:
    phone = Sim(desk, "+8562010000002")
    for text in texts:
        phone.sends(text)


def set_faults(sandbox_url: str, *faults: dict[str, object]) -> None:
    """Breaks the sandbox, or heals it."""
    body = json.dumps({"faults": [{"path": "/", **fault} for fault in faults]}).encode()
    request = Request(f"{sandbox_url}/v1/sandbox/faults", body, {"Content-Type": "application/json"}, method="POST")
    with urlopen(request, timeout=15) as answer:
        assert answer.status == 200
