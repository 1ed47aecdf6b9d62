"""Whatever the backend does, every caller gets a valid reply in time, and goes on where he was when it is back."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.request import Request, urlopen

import pytest

from tests.phone import Phone

# The gateway waits ten seconds; people do not.
LONGEST_SECONDS = 3.0
CALLERS = 10
# How often each caller walks through each fault: 25 make a thousand replies and more of each.
WALKS = int(os.environ.get("FAULT_WALKS", "1"))
# A caller whose language is not offered yet reads English; before anybody is known it is Lao.
TRY_AGAIN, ASKS_PIN = ("1 Try again", "1 ລອງ"), "PIN"
FAULTS: dict[str, dict[str, object]] = {
    "error": {"kind": "error", "status": 500},
    "reset": {"kind": "reset"},
    "blackhole": {"kind": "blackhole", "seconds": 20},
    "drip": {"kind": "drip", "seconds": 0.5},
    "truncated": {"kind": "truncated"},
    "delay": {"kind": "delay", "seconds": 8},
}


def set_faults(sandbox_url: str, *faults: dict[str, object]) -> None:
    body = json.dumps({"faults": [{"path": "/", **fault} for fault in faults]}).encode()
    request = Request(f"{sandbox_url}/v1/sandbox/faults", body, {"Content-Type": "application/json"}, method="POST")
    with urlopen(request, timeout=10) as answer:
        assert answer.status == 200


@pytest.fixture(autouse=True)
def _healed_afterwards(sandbox_url: str, phone_of: Callable[[str], Phone]) -> Iterator[None]:
    """The breaker stays open for a moment after a fault; the next test is not to meet it."""
    yield
    set_faults(sandbox_url)
    tries_again(phone_of("P44").dials()).does_not_see(*TRY_AGAIN)


def timed(phone: Phone, step: Callable[[Phone], object]) -> float:
    started = time.monotonic()
    step(phone)
    return time.monotonic() - started


def walks(phone: Phone) -> list[float]:
    """One after the other: who dials on two lines at once hears on the first that the second was dialled."""
    return [seconds for _ in range(WALKS) for seconds in walk(phone)]


def walk(phone: Phone) -> list[float]:
    """Dials and keys on through whatever is shown; Phone itself refuses an invalid reply."""
    taken = [timed(phone, Phone.dials)]
    for key in ("2", "4071", "1"):
        if not phone.is_open:
            taken.append(timed(phone, Phone.redials))
        taken.append(timed(phone, partial(Phone.sends, answer=key)))
    return taken


@pytest.mark.parametrize("fault", FAULTS)
def test_every_reply_is_valid_and_in_time(fault: str, sandbox_url: str, phone_of: Callable[[str], Phone]) -> None:
    set_faults(sandbox_url, FAULTS[fault])
    phones = [phone_of(f"P{number:02}") for number in range(2, 2 + CALLERS)]
    with ThreadPoolExecutor(CALLERS) as pool:
        taken = sorted(seconds for walked in pool.map(walks, phones) for seconds in walked)
    set_faults(sandbox_url)
    print(f"{fault}: {len(taken)} replies, the slowest after {taken[-1]:.2f} s")  # noqa: T201
    assert len(taken) >= CALLERS * WALKS * 4
    assert taken[-1] < LONGEST_SECONDS, f"the slowest of {len(taken)} replies took {taken[-1]:.2f} s"


def tries_again(phone: Phone, pin: str = "") -> Phone:
    """Keys what the screen asks for until the backend is trusted again."""
    until = time.monotonic() + 15
    while time.monotonic() < until and phone.is_open:
        if any(text in phone.screen for text in TRY_AGAIN):
            time.sleep(0.5)
            phone.sends("1")
        elif pin and ASKS_PIN in phone.screen:
            phone.sends(pin)
        else:
            break
    return phone


def test_a_fault_in_the_middle_keeps_the_place_and_trying_again_goes_on(sandbox_url: str, phone_of: Callable[[str], Phone]) -> None:
    phone = phone_of("P35").dials("*149*2#").sees(ASKS_PIN)
    set_faults(sandbox_url, {"kind": "error", "status": 503})
    phone.sends("4071").goes_on().sees(TRY_AGAIN[0])
    set_faults(sandbox_url)
    tries_again(phone, "4071").sees("months paid")


def test_a_first_dial_while_the_backend_is_away_offers_to_try_again(sandbox_url: str, phone_of: Callable[[str], Phone]) -> None:
    set_faults(sandbox_url, {"kind": "reset"})
    phone = phone_of("P35").dials().goes_on()
    set_faults(sandbox_url)
    tries_again(phone).sees("Hospital", "Settings")
