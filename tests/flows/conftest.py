"""Phones that speak English, whatever language is on file."""

from collections.abc import Callable

import pytest

from tests.phone import Phone

IN_ENGLISH = "*149*7*1*3#"


@pytest.fixture
def english_phone_of(phone_of: Callable[[str], Phone]) -> Callable[[str], Phone]:
    """The persona's phone at the main menu, in English; who shares it says who he is first."""

    def make(who: str) -> Phone:
        return phone_of(who).dials(IN_ENGLISH)

    return make
