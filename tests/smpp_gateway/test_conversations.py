"""People dial through an SMSC, and read the same as through any other gateway."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from simulator.smsc.handset import Handset
from simulator.smsc.server import Smsc
from tests.smpp_gateway.conftest import IN_ENGLISH, HandsetOf, acknowledged
from tests.stack import PhoneOf

MONTHS = "ມອບແລ້ວ 31 ເດືອນ"


def test_months_are_read_in_lao_behind_the_pin(handset_of: HandsetOf) -> None:
    phone = handset_of("P02").dials()
    assert phone.octets == phone.screen.encode("utf-16-be")
    assert phone.sends("2").is_open
    phone.sends("4071").sees(MONTHS)
    assert phone.octets.startswith(MONTHS.encode("utf-16-be"))


def test_each_screen_is_the_one_that_another_gateway_shows(handset_of: HandsetOf, phone_of: PhoneOf) -> None:
    keyed = ("2", "4071", "9", "00", "1", "0", "7", "1", "3", "3", "00", "8", "1")
    ours, other = handset_of("P02").dials(), phone_of("P02")
    seen = [ours.screen, *(ours.sends(text).screen for text in keyed)]
    handset_of("P02").dials("*149*7*1*1#")
    other.dials()
    assert seen == [other.screen, *(other.sends(text).screen for text in keyed)]


def test_english_is_sent_in_the_alphabet_of_phones(handset_of: HandsetOf) -> None:
    phone = handset_of("P02").dials(IN_ENGLISH).sees("1 Hospital")
    assert len(phone.octets) == len(phone.screen)
    phone.sends("2").sees("PIN").sends("4071").sees("31 months paid")


def test_a_dialled_string_opens_its_task(handset_of: HandsetOf) -> None:
    handset_of("P02").dials(IN_ENGLISH)
    handset_of("P02").dials("*149*1#").sees("Covered")


def test_lao_that_is_keyed_arrives(handset_of: HandsetOf) -> None:
    phone = handset_of("P02").dials(IN_ENGLISH)
    phone.sends("ໂຮງໝໍ").sees("1 Hospital")
    phone.sends("໑").sees("Covered")


def test_a_dropped_line_is_taken_up_where_it_was(handset_of: HandsetOf) -> None:
    phone = handset_of("P02").dials(IN_ENGLISH).sends("3")
    phone.drops()
    phone.dials().sees("You were here", "1 Continue")


def test_two_hundred_people_at_once_are_all_answered(operator: Smsc, handset_of: HandsetOf) -> None:
    def conversation(number: int) -> str:
        phone = Handset(operator, f"+85620107{number:05}", patience=60).dials("*149#")
        return phone.sends("8").screen if phone.is_open else phone.screen

    with ThreadPoolExecutor(200) as people:
        screens = list(people.map(conversation, range(200)))
    assert all(screens)
    assert operator.strays == []


def test_no_number_and_no_word_of_it_is_in_the_log(operator: Smsc, handset_of: HandsetOf, one_log: Path) -> None:
    phone = handset_of("P02").dials(IN_ENGLISH).sends("2").sends("4071")
    phone.says("ngua khao", 0x99)
    phone.drops()
    operator.bound().send_octets(bytes.fromhex("0000001400000005000000000000004f") + b"P02\0")
    phone.dials().sends("1")
    said = one_log.read_text()
    assert "smpp bound" in said
    assert "smpp message passed over" in said
    assert [secret for secret in ("2010000002", "4071", "31 months", "ngua", "ໂຮງໝໍ", "secret") if secret in said] == []


@pytest.mark.parametrize("operation", [0x00, 0x03, 0x13, 0x99])
def test_an_operation_that_is_not_known_is_acknowledged_and_passed_over(operator: Smsc, handset_of: HandsetOf, operation: int) -> None:
    phone = handset_of("P02").dials(IN_ENGLISH)
    submissions = len(operator.submitted)
    phone.says("1", operation)
    acknowledged(operator, phone.sequence)
    assert len(operator.submitted) == submissions
    phone.sends("1").sees("Covered")


def test_each_message_is_acknowledged_at_once(operator: Smsc, handset_of: HandsetOf) -> None:
    phone = handset_of("P02").dials().sends("2").sends("4071")
    assert acknowledged(operator, phone.sequence) < 0.5
