"""From `make run` to a receipt that a stranger finds good, all of it on the page: dialled, paid, approved, read, verified."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.end_to_end.machine import Machine, machine
from tests.end_to_end.paying_page import PayingPage
from tests.needs import needs
from tests.simulator.browser import chromium

pytestmark = pytest.mark.long

WIDE, NARROW = 1280, 390
KHAMLA, VILAY, MANIVANH = "+8562010000008", "+8562010000020", "+8562010000009"
STRANGERS = {WIDE: "+8562010771280", NARROW: "+8562010770390"}
PIN = "1234"
ENGLISH = "*149*7*1*3#"
# A receipt by SMS: its number, and for which months it is.
RECEIPT = re.compile(r"LSSO receipt (\d{10}): [^.]*, ([^.,]+)\. The months count")
LIFE = ("Confirmed", "Asking the wallet", "Waiting for the PIN", "Money received", "Months count", "SMS")

PageOf = Callable[[int], PayingPage]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    needs("chromium")
    # A question that nobody answers goes away while a test can wait for it.
    with machine(tmp_path_factory.mktemp("machine"), WALLET_PROMPT_SECONDS="20") as made:
        yield made


@pytest.fixture
def page_of(running: Machine, tmp_path: Path) -> Iterator[PageOf]:
    """page_of(390): the page in a window that wide. SCREENSHOTS names a folder to keep the pictures in."""
    pictures = Path(os.environ.get("SCREENSHOTS") or tmp_path / "screenshots")
    pictures.mkdir(parents=True, exist_ok=True)
    with ExitStack() as windows:

        def opened(width: int) -> PayingPage:
            window = windows.enter_context(chromium(tmp_path / "profile", width))
            page = PayingPage(window, running.phone_page, width, pictures)
            page.opens("?lang=en")
            return page

        yield opened


def begins(page: PayingPage, msisdn: str) -> str:
    """Pays one month for himself, and closes the call, after which the wallet asks. The payment's number."""
    page.puts_in(msisdn).dials(ENGLISH).dials("*149#").chooses("Pay", "For me")
    page.reads("How many months?").chooses("1", "Pay with").reads("wallet").presses("end")
    page.reads("Mobile wallet", "to NSSO", "Your wallet’s PIN:").pictured("prompt")
    found = re.search(r"Ref\. (\d{10})", page.shown())
    assert found, page.shown()
    return found[1]


@pytest.mark.parametrize(("width", "payer"), [(WIDE, KHAMLA), (NARROW, VILAY)])
def test_dial_pay_approve_read_the_receipt_and_verify_it_as_a_stranger(page_of: PageOf, width: int, payer: str) -> None:
    page = page_of(width)
    payment = begins(page, payer)
    page.presses(*PIN, "left")
    page.reads("Approved").shows("messages").finds("inbox", "LSSO receipt", "Anybody can check this receipt").pictured("inbox")
    receipt = RECEIPT.search(page.the("inbox").text)
    assert receipt, page.the("inbox").text
    number, months = receipt.groups()
    page.shows("payment").finds("orders", payment, *LIFE, number).pictured("time-line")

    page.puts_in(STRANGERS[width]).dials("*149#").chooses("English", "Pay", "Check a receipt").reads("10 digits")
    page.types(number).reads(f"Good receipt: {months}. The months count.").pictured("verified")
    assert page.errors() == []


def test_who_declines_is_told_that_nothing_was_taken(page_of: PageOf) -> None:
    page = page_of(WIDE)
    payment = begins(page, MANIVANH)
    page.presses("right")
    page.reads("Declined", "Nothing was taken").shows("payment").finds("orders", payment, "Declined").shows("messages")
    page.finds("inbox", f"payment {payment} was not made. Nothing was taken.").pictured("declined")
    page.dials("*149#").chooses("Pay", "My payments", "not paid").reads("Not paid. Nothing was taken.", f"No. {payment}")


def test_who_lets_the_question_go_away_is_told_that_nothing_was_taken(page_of: PageOf) -> None:
    page = page_of(WIDE)
    payment = begins(page, MANIVANH)
    page.presses("end")
    page.reads("A payment waits").shows("payment").finds("orders", payment, "Nobody answered").shows("messages")
    page.finds("inbox", f"payment {payment} was not made. Nothing was taken.").pictured("ignored")
