"""When Redis loses a session, the gateway's next message holds all that was keyed: nothing of it is done a second time."""

from __future__ import annotations

import re

from redis import Redis

from tests.phone import Phone
from tests.stack import PhoneOf


def flushed(phone: Phone, redis_client: Redis, key: str) -> Phone:
    redis_client.flushall()
    return phone.sends(key).goes_on()


def test_a_switch_is_not_turned_again(phone_of: PhoneOf, redis_client: Redis) -> None:
    phone = phone_of("P35").dials("*149*7#")
    before = phone.screen
    assert "Reminders" in before
    number = next(line.split()[0] for line in before.splitlines() if "Reminders" in line)
    phone.sends(number)
    if "PIN" in phone.screen:
        phone.sends("4071")
    offered = phone.screen
    phone.sends("1")
    turned = phone.screen
    flushed(phone, redis_client, "0")
    again = phone_of("P35").dials("*149*7#").sends(number)
    if "PIN" in again.screen:
        again.sends("4071")
    assert again.screen != offered or turned == offered, "the switch was turned back by what had been keyed before"


def test_a_question_is_not_sent_again(phone_of: PhoneOf, redis_client: Redis) -> None:
    phone = phone_of("P16").dials("*149*8#").sends("3").sends("hello there")
    assert case_number(phone.screen), phone.screen
    flushed(phone, redis_client, "1")
    assert not case_number(phone.screen), phone.screen


def case_number(screen: str) -> str:
    return "".join(re.findall(r"\b[0-9]{10}\b", screen))


def test_a_caller_whose_number_is_withheld_is_told_so(service_url: str) -> None:
    Phone(service_url, "").dials().goes_on()
    for withheld in ("", "unknown"):
        phone = Phone(service_url, withheld)
        phone.dials()
        assert "1 " not in phone.screen.splitlines()[0]
        assert "021" not in phone.screen
