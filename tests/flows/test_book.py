"""My book: the seven groups of what NSSO holds on a member."""

from collections.abc import Callable

import pytest

from tests.phone import Phone

PhoneOf = Callable[[str], Phone]

GROUPS = {
    "1": ("Keo Vongsavan", "905498010", "Born 14 May 1997", "ID card ***"),
    "2": ("Phone: ***02", "Dongpalan, Xaysettha, Vientiane Capital"),
    "3": ("Anousone Vongsavan (child), born 15 Dec 2008",),
    "4": ("Employee: active", "31 months paid"),
    "5": ("Covered today.", "Dok Champa Hospital"),
    "6": ("24 months count.", "likely"),
    "7": ("Bai Boua Garment Factory", "From 1 Apr 2024"),
}


def test_the_book_opens_behind_the_pin(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P02").sends("6").sees("PIN").sends("4071")
    phone.sees("1 Me", "2 Phone and address", "3 Household", "4 Membership", "5 Health", "6 Unemployment", "7 Employer", "020 77982994")


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_tells_what_is_held_and_as_of_when(english_phone_of: PhoneOf, group: str) -> None:
    text = english_phone_of("P02").sends("6").sends("4071").sends(group).reads_all()
    for part in (*GROUPS[group], "As of 22 Nov 2026"):
        assert part in text


def test_a_group_one_does_not_have_keeps_its_number_free(english_phone_of: PhoneOf) -> None:
    phone = english_phone_of("P08").sends("6").sends("4071").sees("5 Health insurance").does_not_see("7 Employer")
    phone.sends("7").sees("Choose a number from the list.")


def test_a_name_without_lao_letters_is_shown_as_it_is(english_phone_of: PhoneOf) -> None:
    english_phone_of("P35").sends("6").sends("4071").sends("1").sees("Nguyen Van Minh", "Passport ***")
