"""Phones for the promises: every pretend person's, speaking English whatever language is on file."""

from __future__ import annotations

import pytest

from sandbox.data.person_rows import sim
from sandbox.data.personas import load_personas
from tests.phone import Phone
from tests.stack import PhoneOf

IN_ENGLISH = "*149*7*1*3#"


def number_of(who: str) -> str:
    """`P43b`, or a number as it is."""
    if not who.startswith("P"):
        return who
    return sim(who, load_personas()[who]) or ""


@pytest.fixture
def english(service_url: str) -> PhoneOf:
    """The person's phone at the main menu, in English; who shares it says who he is first."""

    def make(who: str) -> Phone:
        return Phone(service_url, number_of(who)).dials(IN_ENGLISH)

    return make
