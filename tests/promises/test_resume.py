"""The line drops at each step of each main flow: who dials again goes on there, but never past a PIN and never into a confirmation."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from redis import Redis

from tests import processes
from tests.flows.sandbox import code_sent_to
from tests.phone import Phone
from tests.promises.conftest import IN_ENGLISH, number_of
from tests.stack import PhoneOf

PIN, CODE = "4071", "the code of the SMS"
ASKS_PIN, MENU, OFFER = "Your PIN?", "Hello! Social security here.", "You were here: "


@dataclass(frozen=True)
class Way:
    """What is keyed from the main menu on. `live`: the keys after which a screen stands that nobody is led back into."""

    who: str
    keys: tuple[str, ...]
    live: tuple[int, ...] = ()

    def proven(self, step: int) -> bool:
        """Whether a PIN was given on the way to this step."""
        return PIN in self.keys[:step]


WAYS = {
    "hospital": Way("P02", ("1", "2")),
    "family": Way("P02", ("1", "1", "1")),
    "somebody's hospital": Way("P16", ("1", "905498010")),
    "months": Way("P02", ("2", PIN, "1", "1")),
    "a missing month": Way("P04", ("2", PIN, "2", "1", "1"), live=(4,)),
    "benefits": Way("P06", ("3", PIN, "3", "1", "2")),
    "an appeal": Way("P28", ("4", PIN, "1", "1"), live=(3,)),
    "my book": Way("P02", ("6", PIN, "1")),
    "privacy": Way("P02", ("7", "4", "1", PIN)),
    "a new PIN": Way("P36", ("2", "1", CODE, "7305", "7305"), live=(3, 4, 5)),
    "recording a number": Way("P31", ("10", "1", "905142592")),
    "a question": Way("P16", ("8", "3", "Does NSSO pay for glasses?")),
}
STEPS = [pytest.param(way, step, id=f"{name}, step {step}") for name, way in WAYS.items() for step in range(1, len(way.keys) + 1)]


def walked(phone: Phone, way: Way, step: int, sandbox_url: str) -> Phone:
    for key in way.keys[:step]:
        phone.sends(code_sent_to(sandbox_url, phone.msisdn) if key == CODE else key)
    return phone


@pytest.mark.parametrize(("way", "step"), STEPS)
def test_who_dials_again_goes_on_at_the_step_where_the_line_dropped(english: PhoneOf, sandbox_url: str, way: Way, step: int) -> None:
    phone = walked(english(way.who), way, step, sandbox_url)
    stood = phone.screen
    phone.drops().dials("*149#").sees(OFFER, "1 Continue", "2 Main menu").sends("1")
    if way.proven(step):
        phone.sees(ASKS_PIN).does_not_see(*told(stood)).sends(PIN)
    if step in way.live:
        assert phone.screen != stood
        return
    assert phone.screen == stood


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_who_would_rather_begin_again_reads_the_menu_and_proves_the_pin_anew(english: PhoneOf, sandbox_url: str, way: Way) -> None:
    phone = walked(english(way.who), way, len(way.keys), sandbox_url).drops().dials("*149#").sends("2").sees(MENU)
    if way.proven(len(way.keys)):
        phone.sends("6" if "6 My book" in phone.screen else "4").sees(ASKS_PIN)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_gateway_that_sends_the_same_session_again_gets_the_same_screen_and_goes_on(english: PhoneOf, sandbox_url: str, way: Way) -> None:
    phone = walked(english(way.who), way, len(way.keys), sandbox_url)
    phone.drops()
    phone.is_open = True
    phone.repeats().sends("00").sees(MENU)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_with_the_sessions_gone_one_begins_again_and_the_language_stays(
    english: PhoneOf, sandbox_url: str, redis_client: Redis, way: Way
) -> None:
    phone = walked(english(way.who), way, len(way.keys), sandbox_url)
    redis_client.flushall()
    phone.drops().dials("*149#").sees(MENU).does_not_see(OFFER)


@pytest.mark.parametrize(("way", "step"), [step for step in STEPS if step.values[0].proven(step.values[1])])  # type: ignore[union-attr]
def test_with_the_sessions_gone_in_the_middle_nobody_gets_past_a_pin(
    english: PhoneOf, sandbox_url: str, redis_client: Redis, way: Way, step: int
) -> None:
    phone = walked(english(way.who), way, step, sandbox_url)
    stood = phone.screen
    redis_client.flushall()
    # The gateway sends all that was keyed so far, the PIN too: it counts as dialled, and a PIN cannot be dialled.
    phone.sends("1").does_not_see(*told(stood)).sees(ASKS_PIN)


def test_another_process_of_the_service_goes_on_in_the_middle(redis_server: str, sandbox_url: str) -> None:
    with processes.service(redis_server, sandbox_url) as first:
        phone = Phone(first, number_of("P02")).dials(IN_ENGLISH).sends("2").sends(PIN).sees("31 months paid")
    with processes.service(redis_server, sandbox_url) as second:
        after = Phone(second, number_of("P02"))
        after.session, after.text, after.is_open = phone.session, phone.text, True
        after.sends("1").sees("Months paid in:", "2025: 12")
        after.dials("*149#").sees(f"{OFFER}Months paid").sends("1").sees(ASKS_PIN).sends(PIN).sees("Months paid in:")


def told(screen: str) -> list[str]:
    """What stands there beyond the ways on."""
    return [line for line in screen.splitlines() if not re.match(r"(0|9|00) ", line) and line != "1 Hospital" and ASKS_PIN not in line]
