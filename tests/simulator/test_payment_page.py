"""Paying on the phone page in a real browser: the wallet asks, the person answers, and the page shows what became of it."""

import time

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.simulator.at_service import Service
from tests.simulator.at_till import QUESTION, REFERENCE
from tests.simulator.page import Page

pytestmark = pytest.mark.long

RECEIPT = {"from": "LSSO", "text": "LSSO receipt 7311604824: 324,000 kip, Nov 2026 - Jan 2027.", "sent_at": "2026-11-22T02:00:33Z"}


def shows_payments(page: Page) -> Page:
    if page.width < 600:
        page.window.find_element(By.CSS_SELECTOR, '.views [data-show="payment"]').click()
        return page
    return page.clicks("tab-payment")


def test_the_wallet_asks_and_keys_approve_at_any_width(page: Page, service: Service) -> None:
    page.opens("?sim=P02").sees("view", "Keo")
    service.till.asks()
    page.sees("view", "324,000 LAK").sees("view", "to NSSO").sees("view", REFERENCE).presses(*"1234").sees("typed-here", "••••")
    page.presses("left").sees("view", "Approved")

    assert service.till.said == [(QUESTION, {"decision": "approve", "pin": "1234"})]
    shows_payments(page).sees("orders", "Months count").sees("orders", "7311604824").sees("orders", "Money received")
    assert page.window.execute_script("return document.documentElement.scrollWidth") <= page.width
    assert page.errors() == []


def test_no_question_shows_while_a_session_is_open(wide_page: Page, service: Service) -> None:
    wide_page.opens("?sim=P02").presses(*"*149#", "call").sees("view", "Language").clicks("tab-payment")
    service.till.asks()
    wide_page.sees("asking", "once the dialled session is over").sees("view", "Language")

    assert not wide_page.the("asking-form").is_displayed()
    wide_page.presses("end").sees("view", "324,000 LAK")


def test_the_keyboard_alone_answers_a_wrong_pin_asks_again(wide_page: Page, service: Service) -> None:
    service.till.asks()
    wide_page.opens("?sim=P02").sees("view", "324,000 LAK").strikes("9x99*9" + Keys.ENTER).sees("view", "2 tries left")
    wide_page.strikes("12" + Keys.ENTER + "34" + Keys.ENTER).sees("view", "Approved")

    assert [said["pin"] for _question, said in service.till.said] == ["9999", "1234"]


def test_a_question_can_be_put_off_and_declined_later(wide_page: Page, service: Service) -> None:
    service.till.asks()
    wide_page.opens("?sim=P02").sees("view", "324,000 LAK").presses("end").sees("view", "A payment waits")
    # Longer than the page takes to ask for questions again.
    time.sleep(2.5)
    wide_page.sees("view", "A payment waits")
    assert service.till.said == []

    wide_page.presses("ok").sees("soft-right", "Decline").presses("right").sees("view", "Nothing was taken")
    wide_page.clicks("tab-payment").sees("orders", "Declined")
    assert service.till.said == [(QUESTION, {"decision": "decline"})]


def test_a_question_that_is_answered_elsewhere_goes_away(wide_page: Page, service: Service) -> None:
    service.till.asks()
    wide_page.opens("?sim=P02").sees("view", "324,000 LAK")
    service.till.prompts = []
    wide_page.sees("view", "This question is over")


def test_the_panel_answers_too_and_makes_the_wallet_misbehave(wide_page: Page, service: Service) -> None:
    service.till.asks()
    wide_page.opens("?sim=P02").clicks("tab-payment").sees("asking", "324,000 LAK")
    wide_page.window.find_element(By.CSS_SELECTOR, "#asking summary").click()
    wide_page.window.find_element(By.CSS_SELECTOR, '[data-odd="twice"]').click()
    wide_page.the("wallet-pin").send_keys("1234" + Keys.ENTER)
    wide_page.sees("view", "Approved")

    assert service.till.said == [(REFERENCE, {"decision": "twice"}), (QUESTION, {"decision": "approve", "pin": "1234"})]


def test_the_receipt_stands_in_the_time_line_and_says_how_anybody_checks_it(wide_page: Page, service: Service) -> None:
    service.till.asks()
    service.messages = [RECEIPT]
    wide_page.opens("?sim=P02").sees("view", "324,000 LAK").strikes("1234" + Keys.ENTER).sees("view", "Approved")
    wide_page.clicks("tab-payment").sees("orders", "LSSO receipt 7311604824").clicks("tab-messages").sees("inbox", "Check a receipt")

    assert wide_page.window.find_elements(By.CSS_SELECTOR, "#inbox a") == []


def test_the_question_is_put_in_lao(wide_page: Page, service: Service) -> None:
    service.till.asks()
    wide_page.opens("?sim=P02&lang=lo").sees("view", "324.000 ກີບ").strikes("1234" + Keys.ENTER).sees("view", "ອະນຸມັດແລ້ວ")
    wide_page.clicks("tab-payment").sees("orders", "ນັບເດືອນແລ້ວ")


@pytest.mark.parametrize("opened", [True, False])
def test_what_a_reader_opened_or_closed_stays_so_while_the_page_asks_again(wide_page: Page, service: Service, opened: bool) -> None:
    service.till.asks()
    wide_page.opens("?sim=P02").clicks("tab-payment").sees("orders", REFERENCE)
    card = "return document.querySelector('#orders details').open"
    if not opened:
        wide_page.window.find_element(By.CSS_SELECTOR, "#orders summary").click()
    service.till.settles("declined")
    wide_page.sees("orders", "Declined")

    assert wide_page.window.execute_script(card) is opened
