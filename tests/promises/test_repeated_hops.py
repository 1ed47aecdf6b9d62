"""Gateways repeat themselves, and several copies arrive at once: one answer, and one change, over HTTP to the real service."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sandbox.data.person_rows import pin, sim
from sandbox.data.personas import load_personas
from tests.phone import MORE, Phone
from tests.stack import PhoneOf

COPIES = 10


def turns_a_page(phone: Phone) -> bool:
    """Ten copies of `9` turn one page and not ten: `0` is then the page before."""
    first = phone.dials("*149#").screen
    if not MORE.search(first):
        return False
    phone.sends_at_once("9", COPIES).repeats().does_not_see(first)
    assert phone.sends_at_once("0", COPIES).screen == first
    return True


def chooses(phone: Phone) -> Phone:
    """Into the settings and to English, every key ten times: a key taken twice would choose something else."""
    phone.dials("*149#")
    for key in ("7", "1", "3"):
        phone.sends_at_once(key, COPIES).repeats()
    return phone.sends_at_once("00", COPIES).sees("1 Hospital", "7 Settings")


def test_a_thousand_copies_of_messages_are_answered_alike_and_act_once(phone_of: PhoneOf) -> None:
    members = {number: phone_of(number) for who, person in load_personas().items() if (number := sim(who, person)) and pin(person)}
    with ThreadPoolExecutor(4) as pool:
        turned = list(pool.map(turns_a_page, members.values()))
    assert sum(turned) * 2 * (COPIES + 1) >= 500, "too few menus of two pages"
    some = [phone for phone, pages in zip(members.values(), turned, strict=True) if pages][:12]
    with ThreadPoolExecutor(4) as pool:
        assert len(list(pool.map(chooses, some))) * 4 * (COPIES + 1) >= 500
