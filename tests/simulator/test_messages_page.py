"""SMS on the phone page in a real browser: written, answered, read, and reported as the person set it."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from simulator.sizes import segments
from tests.simulator.at_service import Service
from tests.simulator.page import Page
from tests.simulator.test_reports import KEO
from tests.simulator.waiting import until

pytestmark = pytest.mark.long

ANSWER = {"from": "LSSO", "text": "31 months paid", "sent_at": "2026-11-22T02:00:01Z"}


def shows_messages(page: Page) -> Page:
    if page.width < 600:
        page.window.find_element(By.CSS_SELECTOR, '.views [data-show="messages"]').click()
        return page
    return page.clicks("tab-messages")


def badge(page: Page) -> str:
    return str(page.the("tab-messages").find_element(By.CLASS_NAME, "badge").get_attribute("textContent"))


def bubbles(page: Page) -> list[tuple[str, str]]:
    found = page.window.find_elements(By.CSS_SELECTOR, "#inbox li")
    return [(str(each.get_attribute("class")), each.find_element(By.TAG_NAME, "p").text) for each in found]


def taps(page: Page, word: str) -> Page:
    (button,) = [each for each in page.window.find_elements(By.CSS_SELECTOR, "#suggestions button") if each.text == word]
    button.click()
    return page


def test_a_word_is_tapped_and_both_sides_are_shown_at_any_width(page: Page, service: Service) -> None:
    shows_messages(page.opens("?sim=P02"))
    taps(page, "ຍອດ").sees("inbox", "UCS-2, 1 SMS").sees("inbox", "sent")
    service.messages = [ANSWER]
    page.sees("inbox", "31 months paid")

    assert bubbles(page) == [("mine", "ຍອດ"), ("theirs", "31 months paid")]
    assert page.window.execute_script("return document.documentElement.scrollWidth") <= page.width
    assert page.errors() == []
    mine, theirs = page.window.find_elements(By.CSS_SELECTOR, "#inbox li")
    assert mine.rect["x"] > theirs.rect["x"]


def test_the_words_to_tap_include_the_members_own_number(wide_page: Page, service: Service) -> None:
    wide_page.opens("?sim=P02").clicks("tab-messages")
    words = [each.text for each in wide_page.window.find_elements(By.CSS_SELECTOR, "#suggestions button")]
    assert words == ["BAL", "ຍອດ", "yot", "905498010", "PAY 3", "STOP", "1234"]

    taps(wide_page, "905498010").sees("inbox", "905498010")
    assert [(form["from"], form["text"]) for form in service.post.messages] == [(KEO, "905498010")]


def test_the_keyboard_alone_writes_an_sms_and_dials_nothing(wide_page: Page, service: Service) -> None:
    wide_page.opens("?sim=P02").clicks("tab-messages")
    wide_page.the("sms-text").send_keys("PAY 3" + Keys.ENTER)
    wide_page.sees("inbox", "PAY 3").sees("inbox", "sent")

    assert wide_page.the("sms-text").get_attribute("value") == ""
    assert service.bodies == []
    wide_page.the("report-switch").send_keys("n")
    until(lambda: wide_page.the("report-switch").get_attribute("value") == "never")
    wide_page.sees("soft-right", "*149#")


def test_the_handset_writes_an_sms_with_its_own_keys(wide_page: Page, service: Service) -> None:
    wide_page.opens("?sim=P02").presses("left").sees("soft-left", "Write").presses("left").sees("view", "SMS to 1490")
    wide_page.presses("1", "2", "3", "4").sees("typed-here", "1234").presses("left").sees("view", "1234")

    assert [form["text"] for form in service.post.messages] == ["1234"]
    wide_page.presses("left").sees("view", "SMS to 1490").presses("right").sees("soft-left", "Write")


@pytest.mark.parametrize("text", ["", "BAL", "a" * 160, "a" * 161, "{" * 81, "ຍ" * 70, "ຍ" * 71, "😀" * 40, "a" * 152 + "{" + "b" * 20])
def test_the_page_counts_as_the_network_counts(wide_page: Page, text: str) -> None:
    wide_page.opens()
    measure = "const { measure } = await import('/static/phone/size.js'); return measure(arguments[0]).segments"
    assert wide_page.window.execute_script(measure, text) == segments(text)


def test_an_sms_that_is_not_taken_says_so_until_it_is(wide_page: Page, service: Service) -> None:
    service.post.statuses = [503]
    taps(wide_page.opens("?sim=P02").clicks("tab-messages"), "BAL").sees("inbox", "not taken, tries again").sees("inbox", "sent")

    assert len(service.post.messages) == 2


def test_the_mark_on_the_tab_counts_what_came_unseen_and_goes_when_it_is_seen(wide_page: Page, service: Service) -> None:
    wide_page.opens("?sim=P02").sees("view", "Keo")
    WebDriverWait(wide_page.window, 10).until(lambda _: "No SMS" in (wide_page.the("inbox-state").get_attribute("textContent") or ""))
    service.messages = [ANSWER]
    until(lambda: badge(wide_page) == "1")
    wide_page.clicks("tab-messages")
    assert not wide_page.the("tab-messages").find_element(By.CLASS_NAME, "badge").is_displayed()

    service.messages = [ANSWER, ANSWER | {"text": "seen at once"}]
    wide_page.sees("inbox", "seen at once")
    assert badge(wide_page) == "0"


def test_a_person_drops_the_report_and_another_sim_keeps_its_own_switch(wide_page: Page, service: Service) -> None:
    wide_page.opens("?sim=P02").clicks("tab-messages")
    Select(wide_page.the("report-switch")).select_by_value("failed")
    wide_page.opens("?sim=P03").clicks("tab-messages")
    until(lambda: wide_page.the("report-switch").get_attribute("value") == "at_once")
    wide_page.opens("?sim=P02")
    until(lambda: wide_page.the("report-switch").get_attribute("value") == "failed")


def test_a_missed_call_says_what_it_costs(wide_page: Page, service: Service) -> None:
    wide_page.opens("?sim=P02").clicks("tab-messages").clicks("ring").sees("call-outcome", "Rejected: nothing to pay.")
    wide_page.sees("call-outcome", "<Reject/>")
    assert service.post.calls[0]["callerNumber"] == KEO

    service.post.voice = "<Response><Say>Sabaidee</Say></Response>"
    wide_page.clicks("ring").sees("call-outcome", "Answered: the caller pays.")


def test_the_newest_stays_in_sight_when_something_opens_above(wide_page: Page, service: Service) -> None:
    service.messages = [ANSWER | {"text": f"message {number}\n" * 3} for number in range(12)]
    wide_page.opens("?sim=P02").clicks("tab-messages").sees("inbox", "message 11").clicks("ring").sees("call-outcome", "Rejected")
    left = "const list = document.getElementById('inbox'); return list.scrollHeight - list.scrollTop - list.clientHeight"

    until(lambda: wide_page.window.execute_script(left) < 2)


def test_messages_are_labelled_in_lao(wide_page: Page, service: Service) -> None:
    taps(wide_page.opens("?sim=P02&lang=lo").clicks("tab-messages"), "BAL").sees("inbox", "ສົ່ງແລ້ວ")
    wide_page.clicks("ring").sees("call-outcome", "ບໍ່ເສຍເງິນ")
    assert service.post.messages
